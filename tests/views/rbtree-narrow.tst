# SPDX-License-Identifier: GPL-3.0-or-later
# Distances that are no round numbers keep their unit at 80 columns, and the
# columns stand under their titles, whatever the clock says.
machine cpus=1 realtime0=1700000000
hrtimer_start soon +93us
hrtimer_start odd +58060123ns slack=1234567ns
hrtimer_start long +12345678901ns
hrtimer_start a1 +58060us
hrtimer_start a2 +999999999ns
hrtimer_start a3 +3ms
hrtimer_start a4 +4ms
hrtimer_start a5 +5500us
hrtimer_start a6 +6ms slack=50us
hrtimer_start a7 +7ms
hrtimer_start a8 +8ms
hrtimer_start wall =1700000001234567890ns clock=realtime slack=1500ns
screen 80x24
focus rbtree
screen
zoom
key End
screen
run 93us
screen
key b
screen
expect true
