# SPDX-License-Identifier: GPL-3.0-or-later
# The rbtree, ticks and clocks panes on a tickless machine in high resolution.
machine cpus=2 highres=on nohz=on
focus rbtree
screen
run 100ms
hrtimer_start h1 +500us
hrtimer_start h2 +5ms
hrtimer_start h3 +2ms
hrtimer_start h4 +1ms
hrtimer_start h5 +7ms slack=100us
hrtimer_start h6 +800us
hrtimer_setup soft clock=realtime
screen 200x60
focus ticks
screen 80x24
key PgDn Up Down
focus clocks
clock_settime =1000003600s
screen
focus rbtree
hrtimer_cancel h1
screen 100x24
key b k
screen 80x24
key g z / h 5 Enter
screen
