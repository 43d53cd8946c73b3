# SPDX-License-Identifier: GPL-3.0-or-later
# An hrtimer on CLOCK_REALTIME that is cancelled after its clock was set: it was due
# 80 ms after it was armed, as the clock stood then.  One that is armed afterwards.
machine cpus=1 hz=250 highres=on nohz=on realtime0=1000000000
key 6 z
run 100ms
hrtimer_setup before clock=realtime mode=abs { nop }
hrtimer_setup after clock=realtime mode=abs { nop }
hrtimer_start before =1000000000180ms
run 20ms
screen 100x14
clock_settime =1000000000050ms
run 20ms
screen
hrtimer_cancel before
hrtimer_start after =1000000000100ms
run 8ms
hrtimer_cancel after
run 4ms
key / before Enter
screen
key / after Enter
screen
