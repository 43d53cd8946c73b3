# SPDX-License-Identifier: GPL-3.0-or-later
# How far a clock is ahead, bases learn at the first tick, and in low resolution
# in the tick after it was set; what is shown says so.
machine cpus=1 highres=off nohz=off realtime0=1000
hrtimer_start g =1000002ms clock=realtime
show hrtimers
why g
run 1s
expect fired(g).at == 4ms
hrtimer_start g =1003s
show hrtimers
clock_settime =1002500ms
show hrtimers
why g
run 4ms
show hrtimers
