# SPDX-License-Identifier: GPL-3.0-or-later
# RLIMIT_CPU: a warning each second, then the end.
process p1 { sigaction SIGXCPU handler { nop }; setrlimit CPU 1 hard=3; burn user 10s }
run 2500ms
expect deliveries(p1, SIGXCPU).count == 2
expect p1.rlimit[CPU].soft == 3
run 1s
expect p1.exited and p1.term_signal == "SIGKILL"
