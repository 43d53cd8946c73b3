# SPDX-License-Identifier: GPL-3.0-or-later
# CLOCK_REALTIME_ALARM: a timer, a sleep, a timerfd.
process p1
sigaction p1 SIGUSR1 handler { nop }
timer_create p1 CLOCK_REALTIME_ALARM SIGUSR1 -> t1
expect t1.rc == 0
timer_settime p1 t1 value=10ms interval=10ms
run 35ms
expect deliveries(p1, SIGUSR1).count == 3
expect count(alarmtimer_fired) == 3
timer_gettime p1 t1 -> g
expect g.value in [4ms, 6ms]
timer_settime p1 t1 value=0s -> r
expect r.value in [4ms, 6ms] and r.interval == 10ms
clock_nanosleep p1 CLOCK_BOOTTIME_ALARM 20ms -> r
expect r.rc == 0 and deliveries(p1, SIGUSR1).count == 3
timerfd_create p1 CLOCK_BOOTTIME_ALARM TFD_NONBLOCK -> fd
timerfd_settime p1 fd value=5ms interval=5ms
run 12ms
read p1 fd -> r
expect r.rc == 8 and r.count == 2
timer_delete p1 t1
close p1 fd -> r
expect r.rc == 0
run 1s
expect count(alarmtimer_fired) == 5
