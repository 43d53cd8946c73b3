# SPDX-License-Identifier: GPL-3.0-or-later
# Where a signal went that was queued and is no longer: ignored since, cancelled
# by SIGCONT, returned by sigtimedwait(), with its thread; stale under 6.18.
machine cpus=1 highres=on kernel=6.18
run 20ms
process p1
thread p1 w
sigaction p1 SIGUSR1 handler { nop }
sigaction p1 SIGALRM handler { nop }
block p1 all
block w all
kill p1 SIGUSR1
why p1 SIGUSR1
sigaction p1 SIGUSR1 SIG_IGN
why p1 SIGUSR1
sigaction p1 SIGUSR1 handler { nop }
why p1 SIGUSR1
kill p1 SIGTSTP
kill p1 SIGCONT
why p1 SIGTSTP
kill p1 SIGUSR2
sigtimedwait p1 SIGUSR2 timeout=1s
why p1 SIGUSR2
# set again while its signal is queued
timer_create p1 CLOCK_MONOTONIC SIGALRM -> t1
timer_settime p1 t1 value=5ms interval=5ms
run 6ms
why p1 SIGALRM
timer_settime p1 t1 value=50ms
why p1 SIGALRM
why t1
timer_settime p1 t1 value=0s
why t1
unblock p1 SIGALRM
run 1ms
why p1 SIGALRM
# deleted while its signal is queued
block p1 SIGALRM
timer_settime p1 t1 value=5ms
run 6ms
timer_delete p1 t1
why p1 SIGALRM
why t1
unblock p1 SIGALRM
run 1ms
why p1 SIGALRM
