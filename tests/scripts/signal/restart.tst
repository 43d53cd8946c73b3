# SPDX-License-Identifier: GPL-3.0-or-later
# Which calls a handler ends, with SA_RESTART and without; and which go on by
# themselves when there was no handler.
machine highres=on hz=1000
process p
fork p kid
sigaction p SIGUSR1 handler { nop }
sigaction p SIGUSR2 handler SA_RESTART { nop }
timerfd_create p CLOCK_MONOTONIC -> fd
# read, waitpid: made again
call p read fd -> c
run 1ms
kill p SIGUSR2
run 1ms
expect not c.returned
kill p SIGUSR1
run 1ms
expect c.errno == 4
call p waitpid -> c
run 1ms
kill p SIGUSR2
run 1ms
expect not c.returned
kill p SIGUSR1
run 1ms
expect c.errno == 4
# pause, sigsuspend, sigtimedwait, poll, sleeps: never
call p pause -> c
run 1ms
kill p SIGUSR2
run 1ms
expect c.errno == 4
call p sigsuspend none -> c
run 1ms
kill p SIGUSR2
run 1ms
expect c.errno == 4
call p sigtimedwait SIGTERM timeout=1s -> c
run 1ms
kill p SIGUSR2
run 1ms
expect c.errno == 4
call p poll fd -> c
run 1ms
kill p SIGUSR2
run 1ms
expect c.errno == 4
call p nanosleep 1s -> c
run 1ms
kill p SIGUSR2
run 1ms
expect c.errno == 4
call p clock_nanosleep CLOCK_REALTIME_ALARM 1s -> c
run 1ms
kill p SIGUSR2
run 1ms
expect c.errno == 4 and c.value in [990ms, 1s]
call p clock_nanosleep CLOCK_PROCESS_CPUTIME_ID 1s -> c
run 1ms
kill p SIGUSR2
run 1ms
expect c.errno == 4
# stopped and continued without a handler: all of them go on
thread p t
call p pause -> c1
call t sigsuspend none -> c2
run 1ms
kill p SIGSTOP
run 5ms
kill p SIGCONT
run 5ms
expect not c1.returned and not c2.returned
expect p.main.syscall == "pause" and p.thread[t].syscall == "sigsuspend"
tgkill p t SIGUSR1
run 1ms
expect c2.errno == 4 and not c1.returned
# sigtimedwait ends with EINTR even then
call t sigtimedwait SIGTERM timeout=1s -> c
run 1ms
kill p SIGSTOP
run 5ms
kill p SIGCONT
run 1ms
expect c.errno == 4
# the mask of sigsuspend holds until the handler has run, and not longer
block t SIGUSR1
call t sigsuspend SIGUSR2 -> c
run 1ms
expect p.thread[t].blocked == "SIGUSR2"
tgkill p t SIGUSR1
run 1ms
expect c.errno == 4 and p.thread[t].blocked == "SIGUSR1"
