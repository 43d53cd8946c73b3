# SPDX-License-Identifier: GPL-3.0-or-later
# TFD_TIMER_CANCEL_ON_SET: who waits for a moment of CLOCK_REALTIME is told
# that the clock was set. Not on other clocks, and not without abs.
machine highres=on hz=1000
process p
process setter
timerfd_create p CLOCK_REALTIME -> fd
timerfd_settime p fd value=1735689700:0 abs cancel_on_set
call p read fd -> c
run 10ms
clock_settime setter CLOCK_REALTIME 1735689610:0
run 1ms
expect c.errno == 125
# once told, one waits anew, for the same moment
call p read fd -> c
run 50ms
expect not c.returned
run 91s
expect c.rc == 8 and c.count == 1
# poll() sees it as well
timerfd_settime p fd value=1735689900:0 abs cancel_on_set
call p poll fd -> c
run 1ms
clock_settime setter CLOCK_REALTIME 1735689700:0
run 1ms
expect c.rc == 1 and c.revents == 1
read p fd -> r
expect r.errno == 125
# setting it is told, too
clock_settime setter CLOCK_REALTIME 1735689710:0
timerfd_settime p fd value=1735689910:0 abs cancel_on_set -> r
expect r.errno == 125
timerfd_settime p fd value=1735689910:0 abs cancel_on_set -> r
expect r.rc == 0
# relative: nobody is told
timerfd_settime p fd value=10s cancel_on_set -> r
expect r.rc == 0
call p read fd -> c
run 1s
clock_settime setter CLOCK_REALTIME 1735689800:0
run 1s
expect not c.returned
run 9s
expect c.count == 1
timerfd_create p CLOCK_MONOTONIC -> m
timerfd_settime p m value=200s abs cancel_on_set
call p read m -> c
run 1s
clock_settime setter CLOCK_REALTIME 1735689900:0
run 1s
expect not c.returned
