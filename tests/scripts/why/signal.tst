# SPDX-License-Identifier: GPL-3.0-or-later
# needs: locals
# Why has p1 not got its signal?  Nobody sent it, it is blocked, ignored, dropped,
# refused; its process is stopped; its timer is off, waits, was missed.
machine cpus=2 highres=on
process p1
thread p1 worker cpu=1
sigaction p1 SIGUSR1 handler { burn user 2ms }
sigaction p1 SIGCHLD SIG_IGN
why p1 SIGUSR1
block p1 SIGUSR1|SIGRTMIN
block worker all
timer_create p1 CLOCK_MONOTONIC SIGUSR1 -> t1
why p1 SIGUSR1
why p1.timer0
timer_settime p1 t1 value=10ms interval=10ms
why p1 SIGUSR1
run 35ms
why p1 SIGUSR1
why p1.timer0
why worker SIGUSR1
tgkill p1 worker SIGUSR1
why worker SIGUSR1
timer_create p1 CLOCK_MONOTONIC SIGCHLD -> t2
timer_settime p1 t2 value=1ms
timer_create p1 CLOCK_PROCESS_CPUTIME_ID SIGUSR2 -> t3
timer_settime p1 t3 value=1ms
why p1.timer2
unblock worker SIGCHLD
unblock p1 SIGCHLD
kill p1 SIGCHLD
why p1 SIGCHLD
setrlimit p1 SIGPENDING 5
sigqueue p1 SIGRTMIN value=1
sigqueue p1 SIGRTMIN value=2
sigqueue p1 SIGRTMIN+3 value=2
why p1 SIGRTMIN
why p1 SIGRTMIN+3
kill p1 SIGSTOP
run 1ms
why p1 SIGUSR1
why p1
kill p1 SIGCONT
call p1 unblock SIGUSR1
run 1ms
why p1 SIGUSR1
call p1 nanosleep 1s
run 1ms
why p1
kill p1 SIGKILL
run 1ms
why p1 SIGUSR1
why p1
process p2
fork p2 p3 { exit_group status=3 }
run 1ms
why p3
