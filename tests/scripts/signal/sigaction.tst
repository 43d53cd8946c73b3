# SPDX-License-Identifier: GPL-3.0-or-later
# sigaction(): what was before, what cannot be, the mask while a handler runs,
# SA_RESETHAND, SA_SIGINFO, ignoring what is pending.
machine highres=on hz=1000
process p
sigaction p SIGUSR1 act=NULL -> r
expect r.rc == 0 and r.handler == 0
sigaction p SIGUSR1 handler SA_RESTART SA_NODEFER mask=SIGUSR2|SIGKILL { nop }
sigaction p SIGUSR1 act=NULL -> r
expect r.handler == 2 and r.flags == 0x50000000 and r.mask == "SIGUSR2"
sigaction p SIGUSR1 SIG_IGN -> r
expect r.handler == 2
sigaction p SIGUSR1 SIG_DFL -> r
expect r.handler == 1
sigaction p SIGKILL handler { nop } -> r
expect r.errno == 22
sigaction p SIGSTOP SIG_IGN -> r
expect r.errno == 22
sigaction p SIGSTOP act=NULL -> r
expect r.rc == 0
sigaction p 0 SIG_IGN -> r
expect r.errno == 22
sigaction p 65 SIG_IGN -> r
expect r.errno == 22
sigaction p 65 act=badptr -> r
expect r.errno == 14
sigaction p SIGUSR1 SIG_IGN oact=badptr -> r
expect r.errno == 14
# ... but it has been done
sigaction p SIGUSR1 act=NULL -> r
expect r.handler == 1
# while the handler runs: its own signal and the mask's; afterwards as before
sigaction p SIGALRM handler mask=SIGUSR2|SIGTERM SA_SIGINFO { burn user 5ms }
block p SIGHUP
kill p SIGALRM
run 1ms
expect p.main.blocked contains "SIGALRM" and p.main.blocked contains "SIGUSR2"
expect p.main.blocked contains "SIGTERM" and p.main.blocked contains "SIGHUP"
kill p SIGTERM
run 1ms
expect not p.exited
sigaction p SIGTERM handler { nop }
run 5ms
expect deliveries(p, SIGTERM).count == 1 and p.main.blocked == "SIGHUP"
# once only
sigaction p SIGUSR2 handler SA_RESETHAND { nop }
kill p SIGUSR2
run 1ms
expect deliveries(p, SIGUSR2).count == 1
sigaction p SIGUSR2 act=NULL -> r
expect r.handler == 0
# a handler that changes its own action
sigaction p SIGUSR2 handler { sigaction SIGUSR2 SIG_IGN }
kill p SIGUSR2
run 1ms
kill p SIGUSR2
run 1ms
expect deliveries(p, SIGUSR2).count == 2
# ignoring throws away what is pending, blocked or not
block p SIGRTMIN
sigqueue p SIGRTMIN value=1
sigqueue p SIGRTMIN value=2
expect p.queue.count == 2
sigaction p SIGRTMIN SIG_IGN
expect p.queue.count == 0 and nr_sigqueues == 0
# SIG_DFL throws away what is ignored by default
block p SIGURG
kill p SIGURG
expect p.pending contains "SIGURG"
sigaction p SIGURG SIG_DFL
expect not (p.pending contains "SIGURG")
