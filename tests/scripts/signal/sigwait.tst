# SPDX-License-Identifier: GPL-3.0-or-later
# sigtimedwait(), sigwaitinfo(): what is there is taken at once; poll; the
# time is up; another signal's handler; a timer's siginfo; bad arguments.
machine highres=on hz=1000
process p
sigaction p SIGUSR2 handler SA_RESTART { nop }
block p SIGUSR1|SIGRTMIN|SIGALRM
sigtimedwait p SIGUSR1 timeout=0s -> r
expect r.errno == 11 and r.at == 0s
sigtimedwait p SIGUSR1 timeout=20ms -> r
expect r.errno == 11 and r.at in [20ms, 21ms]
call p sigtimedwait SIGUSR1 timeout=1s -> c
run 30ms
kill p SIGUSR1
run 1ms
expect c.rc == 10 and c.signo == "SIGUSR1" and c.code == 0 and c.at in [50ms, 52ms]
# another signal with a handler: EINTR, also with SA_RESTART
call p sigwaitinfo SIGUSR1 -> c
run 5ms
kill p SIGUSR2
run 1ms
expect c.errno == 4 and deliveries(p, SIGUSR2).count == 1
# one that is ignored by default does not end it
call p sigwaitinfo SIGUSR1|SIGRTMIN -> c
kill p SIGCHLD
run 5ms
expect not c.returned
sigqueue p SIGRTMIN value=42 -> q
run 1ms
expect q.rc == 0 and c.rc == 34 and c.sival == 42 and c.code == -1
# who waits for it takes it, although it has a handler and is not blocked
sigaction p SIGTERM handler { nop }
call p sigwaitinfo SIGTERM -> c
run 1ms
kill p SIGTERM
run 1ms
expect c.rc == 15 and deliveries(p, SIGTERM).count == 0
# a POSIX timer
timer_create p CLOCK_MONOTONIC SIGALRM sival=9 -> t
timer_settime p t value=5ms interval=5ms
sigwaitinfo p SIGALRM -> r
expect r.rc == 14 and r.code == -2 and r.sival == 9 and r.timerid == 0 and r.overrun == 0
run 17ms
sigwaitinfo p SIGALRM -> r
expect r.overrun == 2
timer_settime p t value=0s
# the kernel's own interval timer
setitimer p ITIMER_REAL value=3ms
sigwaitinfo p SIGALRM -> r
expect r.rc == 14 and r.code == 128
# SIGKILL and SIGSTOP are not to be had; nothing to wait for
sigtimedwait p SIGKILL|SIGSTOP timeout=1ms -> r
expect r.errno == 11
sigtimedwait p none timeout=1ms -> r
expect r.errno == 11
sigtimedwait p SIGUSR1 timeout=0:1000000000 -> r
expect r.errno == 22
sigtimedwait p SIGUSR1 timeout=-1:0 -> r
expect r.errno == 22
sigtimedwait p badptr -> r
expect r.errno == 14
sigtimedwait p SIGUSR1 timeout=badptr -> r
expect r.errno == 14
kill p SIGUSR1
sigtimedwait p SIGUSR1 info=badptr -> r
expect r.errno == 14
sigtimedwait p SIGUSR1 timeout=0s -> r
expect r.errno == 11
# several wait: one gets it
thread p a { sigwaitinfo SIGUSR1 -> ra }
thread p b { sigwaitinfo SIGUSR1 -> rb }
run 1ms
kill p SIGUSR1
run 1ms
expect (ra.returned and not rb.returned) or (rb.returned and not ra.returned)
