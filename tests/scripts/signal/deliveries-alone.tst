# SPDX-License-Identifier: GPL-3.0-or-later
# The only question to the trace in a script: it must have been kept for it.
process p1
sigaction p1 SIGUSR1 handler { printk "usr1" }
kill p1 SIGUSR1
run 10ms
expect deliveries(p1, SIGUSR1)
