# SPDX-License-Identifier: GPL-3.0-or-later
# exec: other threads exit, handlers go; ignored signals, the mask and pending
# signals stay.
machine cpus=2
process p1
block p1 SIGTERM
thread p1 t2 cpu=1 { until false { burn user 1ms } }
sigaction p1 SIGUSR1 handler { nop }
sigaction p1 SIGUSR2 SIG_IGN
kill p1 SIGTERM
signalfd p1 SIGUSR1 SFD_CLOEXEC -> fd
exec p1 { printk "new program"; burn user 2ms; unblock SIGTERM; printk "never said" }
run 10ms
expect count(console, msg="new program") == 1 and count(console, msg="never said") == 0
expect p1.exited and p1.term_signal == "SIGTERM"
expect t2.freed
