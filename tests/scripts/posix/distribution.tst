# SPDX-License-Identifier: GPL-3.0-or-later
# The signals of a timer on the process's CPU clock go to the thread that
# runs, while the first thread sleeps: it is not woken.
machine highres=on hz=1000 cpus=2
process p cpu=1
sigaction p SIGALRM handler { nop }
thread p runs cpu=0 { timer_create CLOCK_PROCESS_CPUTIME_ID NULL -> t; timer_settime t value=1ms interval=1ms; until deliveries(p, SIGALRM).count >= 100 { burn user 100us }; timer_delete t }
run 500ms
expect deliveries(p, SIGALRM).count in [100, 101]
expect deliveries(runs, SIGALRM).count == deliveries(p, SIGALRM).count
expect count(sched_switch, next_comm="p.main") <= 3
