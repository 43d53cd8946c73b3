# SPDX-License-Identifier: GPL-3.0-or-later
# hrtimer_forward() stays on the grid and counts the periods; it does not arm.
machine hz=1000 highres=off nohz=off
hrtimer_setup h
hrtimer_start h =2ms
run 3j
expect fired(h)
hrtimer_forward h 3ms now=3ms -> r
expect r.rc == 1 and hrtimer(h).expires == 5ms
hrtimer_forward h 3ms now=3ms -> r
expect r.rc == 0 and hrtimer(h).expires == 5ms
hrtimer_forward h 3ms now=20ms -> r
expect r.rc == 6 and hrtimer(h).expires == 23ms
expect not hrtimer(h).active
# nothing is finer than the resolution, a tick here
hrtimer_forward h 1us now=23ms -> r
expect r.rc == 1 and hrtimer(h).expires == 24ms
# a queued timer is refused
hrtimer_start h =24ms
hrtimer_forward h 3ms now=30ms -> r
expect r.rc == 0 and hrtimer(h).expires == 24ms
expect count(console, msg contains "hrtimer_forward() of a queued timer") == 1
