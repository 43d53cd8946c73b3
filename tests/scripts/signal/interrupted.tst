# SPDX-License-Identifier: GPL-3.0-or-later
# A handler that comes in between ends a sleep with EINTR, or with SA_RESTART
# the call is made again; a signal that is ignored is not noticed.
process p1
signalfd p1 SIGRTMIN -> fd
block p1 SIGRTMIN
sigaction p1 SIGUSR1 handler { nop }
sigaction p1 SIGUSR2 handler SA_RESTART { nop }
call p1 read fd -> c
run 5ms
expect p1.main.state == interruptible and p1.main.syscall == "read"
kill p1 SIGWINCH
run 1ms
expect not c.returned
kill p1 SIGUSR2
run 1ms
expect not c.returned and deliveries(p1, SIGUSR2).count == 1
expect count(sys_enter, name="read") == 2
kill p1 SIGUSR1
run 1ms
expect c.returned and c.errno == 4
call p1 read fd -> c
sigqueue p1 SIGRTMIN value=3
run 1ms
expect c.rc == 128 and c.signo == "SIGRTMIN" and c.sival == 3
# sigsuspend and pause want a handler
call p1 pause -> c
run 1ms
kill p1 SIGUSR2
run 1ms
expect c.errno == 4
block p1 SIGUSR1
kill p1 SIGUSR1
call p1 sigsuspend none -> c
run 1ms
expect c.errno == 4 and p1.main.blocked contains "SIGUSR1"
