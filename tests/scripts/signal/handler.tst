# SPDX-License-Identifier: GPL-3.0-or-later
# A handler runs in user mode, when its process next leaves the kernel.
process p1
sigaction p1 SIGUSR1 handler { burn 1ms; printk "handled" }
kill p1 SIGUSR1 -> r
expect r.rc == 0
run 5ms
expect deliveries(p1, SIGUSR1).count == 1
expect p1.main.siginfo.signo == "SIGUSR1"
expect p1.main.siginfo.code == 0
expect count(signal_generate, sig=SIGUSR1, res=delivered) == 1
# without a handler it is the end
kill p1 SIGUSR2
run 1ms
expect p1.exited and p1.term_signal == "SIGUSR2"
kill p1 SIGUSR2 -> r
expect r.errno == 3
