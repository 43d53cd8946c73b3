# SPDX-License-Identifier: GPL-3.0-or-later
# DELAYTIMER_MAX: the overrun is counted in an int, and stops at its end.
machine highres=on hz=1000 nohz=on
process p
block p SIGUSR1
timer_create p CLOCK_MONOTONIC SIGUSR1 -> t
timer_settime p t value=1ms interval=1ns
run 1s
sigtimedwait p SIGUSR1 timeout=0s -> s
expect s.overrun in [990000000, 1000000000]
timer_getoverrun p t -> o
expect o.rc == s.overrun
# signal pending again; three seconds are more than an int holds
run 3s
sigtimedwait p SIGUSR1 timeout=0s -> s
expect s.overrun == 2147483647
timer_getoverrun p t -> o
expect o.rc == 2147483647
timer_delete p t
