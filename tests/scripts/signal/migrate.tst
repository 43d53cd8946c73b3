# SPDX-License-Identifier: GPL-3.0-or-later
# A process goes to another CPU and takes its signals there.
machine cpus=2
process p1 { burn user 2ms; sched_setaffinity 1; until false { burn user 1ms } }
run 1ms
expect p1.main.cpu == 0
run 5ms
expect p1.main.cpu == 1 and count(sched_migrate_task) == 1
sigaction p1 SIGUSR1 handler { nop }
expect last(sys_enter, name="sigaction").cpu == 1
kill p1 SIGUSR1
run 1ms
expect last(signal_deliver).cpu == 1
kill p1 SIGKILL
run 1ms
expect p1.exited and p1.term_signal == "SIGKILL"
