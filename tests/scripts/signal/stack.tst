# SPDX-License-Identifier: GPL-3.0-or-later
# A handler that sends itself its own signal, with SA_NODEFER, has no end but
# that of the stack.
process p1
sigaction p1 SIGUSR1 handler SA_NODEFER { kill p1 SIGUSR1 }
kill p1 SIGUSR1
run 1ms
expect p1.exited and p1.term_signal == "SIGSEGV"
expect deliveries(p1, SIGUSR1).count == 13
