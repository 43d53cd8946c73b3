# SPDX-License-Identifier: GPL-3.0-or-later
# A reader sleeps until the timer expires; a poll times out; a signal interrupts.
process p1
timerfd_create p1 CLOCK_MONOTONIC -> fd
timerfd_settime p1 fd value=20ms interval=20ms -> r
expect r.rc == 0
call p1 read fd -> c
run 10ms
expect not c.returned
run 15ms
expect c.returned and c.rc == 8 and c.count == 1
run 50ms
poll p1 fd -> r
expect r.rc == 1 and r.revents == 1
read p1 fd -> r
expect r.count == 2
poll p1 fd timeout=1ms -> r
expect r.rc == 0
timerfd_settime p1 fd value=0s -> r
expect r.value in [1ms, 20ms] and r.interval == 20ms
sigaction p1 SIGUSR1 handler { nop }
call p1 read fd -> c
run 5ms
kill p1 SIGUSR1
run 1ms
expect c.returned and c.rc == -4
sigaction p1 SIGUSR1 handler SA_RESTART { nop }
call p1 read fd -> c
run 5ms
kill p1 SIGUSR1
run 1ms
expect not c.returned
