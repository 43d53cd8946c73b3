# SPDX-License-Identifier: GPL-3.0-or-later
# What a child has of its parent, and what is left after exec.
machine highres=on hz=1000
process p
sigaction p SIGUSR1 handler { nop }
sigaction p SIGUSR2 SIG_IGN
block p SIGTERM|SIGALRM
setrlimit p SIGPENDING 50
kill p SIGTERM
setitimer p ITIMER_VIRTUAL value=1s
timer_create p CLOCK_MONOTONIC SIGUSR1
timerfd_create p CLOCK_MONOTONIC TFD_CLOEXEC -> fd
signalfd p SIGALRM -> sfd
fork p c
expect c.main.blocked == "SIGTERM|SIGALRM" and c.main.blocked != "SIGTERM"
expect c.pending == 0 and c.queue.count == 0
expect c.rlimit[SIGPENDING].soft == 50
expect c.timers.posix_timer.count == 0
getitimer c ITIMER_VIRTUAL -> g
expect g.value == 0s
kill c SIGUSR1
kill c SIGUSR2
run 1ms
expect deliveries(c, SIGUSR1).count == 1 and not c.exited
clock_gettime c CLOCK_PROCESS_CPUTIME_ID -> t
expect t.value < 1ms
sigaction c SIGUSR2 act=NULL -> r
expect r.handler == 1
# exec keeps mask, pending signals, SIG_IGN, itimers, files without CLOEXEC
exec p { read 3 -> r3; poll 4 timeout=0s -> r4; sigpending -> s; sigaction SIGUSR1 act=NULL -> a1; sigaction SIGUSR2 act=NULL -> a2; getitimer ITIMER_VIRTUAL -> v; pause }
run 1ms
expect r3.errno == 9 and r4.rc == 0
expect s.mask == "SIGTERM" and a1.handler == 0 and a2.handler == 1
expect v.value > 0s and p.timers.posix_timer.count == 0
expect p.main.blocked contains "SIGALRM"
kill p SIGUSR1
run 1ms
expect p.exited and p.term_signal == "SIGUSR1"
