# SPDX-License-Identifier: GPL-3.0-or-later
# CPU time and wall time: ticks count user and system time, switches the exact
# time; a timer on a CPU clock does not run while its process sleeps.
process p1
process p2
sigaction p1 SIGUSR1 handler { nop }
timer_create p1 CLOCK_PROCESS_CPUTIME_ID SIGUSR1 -> t1
timer_settime p1 t1 value=20ms
run 200ms
expect deliveries(p1, SIGUSR1).count == 0
call p1 burn user 30ms
call p2 burn sys 30ms
run 100ms
expect deliveries(p1, SIGUSR1).count == 1
clock_gettime p1 CLOCK_PROCESS_CPUTIME_ID -> c
expect c.value == 30ms
clock_gettime p2 CLOCK_THREAD_CPUTIME_ID -> c
expect c.value == 30ms
expect p1.timers.utime in [20ms, 40ms] and p1.timers.stime == 0s
expect p2.timers.stime in [20ms, 40ms] and p2.timers.utime == 0s
timer_create p1 CLOCK_THREAD_CPUTIME_ID SIGUSR1 -> t2
timer_settime p1 t2 value=10ms interval=10ms
call p1 burn user 45ms
run 50ms
expect deliveries(p1, SIGUSR1).count == 5
timer_gettime p1 t2 -> g
expect g.value in [1ms, 10ms]
