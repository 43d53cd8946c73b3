# SPDX-License-Identifier: GPL-3.0-or-later
# One signal an expiry?  One a timer: what is missed is counted.
process p1
sigaction p1 SIGUSR1 handler { nop }
block p1 SIGUSR1
timer_create p1 CLOCK_MONOTONIC SIGUSR1 sival=7 -> t1
expect t1.rc == 0
timer_settime p1 t1 value=10ms interval=10ms -> r
expect r.rc == 0 and r.value == 0s
run 55ms
expect count(hrtimer_expire_entry, hrtimer="p1.timer0") == 1
expect p1.timers.posix_timer[0].queued
timer_gettime p1 t1 -> g
expect g.value in [4ms, 6ms] and g.interval == 10ms
unblock p1 SIGUSR1
expect deliveries(p1, SIGUSR1).count == 1
expect last(signal_deliver).overrun == 4 and last(signal_deliver).value == 7
timer_getoverrun p1 t1 -> o
expect o.rc == 4
run 10ms
expect deliveries(p1, SIGUSR1).count == 2
timer_getoverrun p1 t1 -> o
expect o.rc == 0
timer_delete p1 t1 -> d
expect d.rc == 0
run 50ms
expect deliveries(p1, SIGUSR1).count == 2
timer_delete p1 t1 -> d
expect d.errno == 22
