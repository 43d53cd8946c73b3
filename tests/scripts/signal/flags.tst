# SPDX-License-Identifier: GPL-3.0-or-later
# SA_RESETHAND serves once, SA_NODEFER lets the handler be interrupted by its
# own signal.
machine cpus=2
process p1 cpu=1
sigaction p1 SIGUSR1 handler SA_RESETHAND { nop }
kill p1 SIGUSR1
run 1ms
expect not p1.exited
sigaction p1 SIGUSR1 -> r
expect r.rc == 0
sigaction p1 SIGUSR2 handler { printk in; burn 2ms; printk out }
kill p1 SIGUSR2
run 1ms
kill p1 SIGUSR2
run 500us
expect count(console, msg="in") == 1 and p1.pending contains "SIGUSR2"
run 5ms
expect deliveries(p1, SIGUSR2).count == 2
sigaction p1 SIGALRM handler SA_NODEFER { printk deep; burn 2ms; printk up }
kill p1 SIGALRM
run 1ms
kill p1 SIGALRM
run 1ms
expect p1.main.handlers.count == 2
run 5ms
expect order(first(console, msg="deep"), last(console, msg="deep"), first(console, msg="up"))
