# SPDX-License-Identifier: GPL-3.0-or-later
# exec: what a timer had queued goes with the timer, whatever the kernel; what
# others had queued stays, also with the same number.
machine cpus=1
process p1
sigaction p1 SIGUSR1 handler { nop }
block p1 SIGUSR1|SIGUSR2|SIGALRM
timer_create p1 CLOCK_MONOTONIC SIGUSR1 -> t1
timer_create p1 CLOCK_MONOTONIC SIGUSR2 -> t2
timer_settime t1 value=1ms
timer_settime t2 value=1ms
setitimer p1 ITIMER_REAL value=1ms
kill p1 SIGUSR2
run 10ms
sigpending p1 -> before
expect before.mask contains "SIGUSR1" and before.mask contains "SIGALRM"
exec p1
run 1ms
sigpending p1 -> after
expect after.mask contains "SIGUSR2" and after.mask contains "SIGALRM" and not (after.mask contains "SIGUSR1")
sigtimedwait p1 SIGUSR2 timeout=0s -> taken
sigtimedwait p1 SIGUSR2 timeout=0s -> none_left
expect taken.rc == 12 and taken.code == 0
expect none_left.rc == -11
