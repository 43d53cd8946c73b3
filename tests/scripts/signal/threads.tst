# SPDX-License-Identifier: GPL-3.0-or-later
# A signal for the process goes to a thread that can take it; one for a thread
# to that thread.
machine cpus=2
process p1
thread p1 t2 cpu=1
sigaction p1 SIGUSR1 handler { nop }
kill p1 SIGUSR1
run 1ms
expect deliveries(p1.main.task, SIGUSR1).count == 1
expect deliveries(t2).count == 0
block p1 SIGUSR1
kill p1 SIGUSR1
run 1ms
expect deliveries(t2).count == 1
tgkill p1 t2 SIGUSR1 -> r
run 1ms
expect r.rc == 0 and deliveries(t2).count == 2
# all threads block it: it waits for whoever unblocks first
block t2 SIGUSR1
kill p1 SIGUSR1
run 1ms
expect p1.pending contains "SIGUSR1" and deliveries(p1).count == 3
unblock t2 SIGUSR1
run 1ms
expect deliveries(t2).count == 3
call p1 thread_join t2 -> j
run 1ms
expect not j.returned
thread_exit t2
run 1ms
expect j.returned and j.rc == 0 and p1.nr_threads == 1
