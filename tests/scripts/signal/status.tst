# SPDX-License-Identifier: GPL-3.0-or-later
# /proc/PID/status: masks and pending sets, state, users, capabilities; of a
# thread, of who is stopped, of a zombie. And /proc/PID/timers.
process p
thread p t
block p SIGUSR1|SIGRTMIN
block t SIGTERM|SIGRTMIN
sigaction p SIGUSR2 SIG_IGN
sigaction p SIGALRM handler { nop }
sigqueue p SIGRTMIN value=1
sigqueue p SIGRTMIN value=2
tgkill p p SIGUSR1
timer_create p CLOCK_MONOTONIC SIGRTMIN+1 sival=255
timer_create p CLOCK_PROCESS_CPUTIME_ID SIGALRM notify=SIGEV_THREAD_ID tid=t
seteuid p 1000
run 1ms
show status p
show status t
show posix p
fork p c { exit_group }
kill p SIGSTOP
run 1ms
show status p
show status c
