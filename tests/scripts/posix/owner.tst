# SPDX-License-Identifier: GPL-3.0-or-later
# A timer, and what timer_create() returned, tell whose call it is.
machine cpus=1
process p1
process p2
timer_create p2 CLOCK_MONOTONIC SIGALRM -> other
timer_create p1 CLOCK_MONOTONIC SIGALRM -> t1
sigaction p1 SIGALRM handler { nop }
timer_settime t1 value=10ms interval=5ms -> s
timer_gettime t1 -> g
expect s.rc == 0 and g.value == 10ms and g.interval == 5ms
timer_gettime p1.timer0 -> g2
expect g2.value == 10ms
timer_gettime other -> g3
expect g3.rc == 0 and g3.value == 0ns
run 22ms
expect deliveries(p1, SIGALRM).count == 3
timer_getoverrun t1 -> o
expect o.rc == 0
timer_settime t1 value=100ms abs -> s2
timer_gettime t1 -> g4
expect g4.value == 100ms - now
timer_delete p1.timer0 -> d
expect d.rc == 0
timerfd_create p1 CLOCK_MONOTONIC TFD_NONBLOCK -> fd
timerfd_settime fd value=1ms
run 2ms
read fd -> r
expect r.rc == 8
# The name that calls take is one for questions as well.
timer_create p2 CLOCK_MONOTONIC SIGUSR1
timer_settime p2.timer1 value=1s
expect p2.timer1.it_status == armed and p2.timer1.it_id == 1
timer_delete p2 1
run 1ms
expect p2.timer1.freed
