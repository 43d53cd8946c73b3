# SPDX-License-Identifier: GPL-3.0-or-later
# SIGEV_THREAD_ID: the signal is for one thread, whoever else could take it.
process p1
thread p1 worker
sigaction p1 SIGUSR1 handler { nop }
timer_create p1 CLOCK_MONOTONIC SIGUSR1 notify=SIGEV_THREAD_ID tid=worker -> t1
timer_settime p1 t1 value=10ms interval=10ms
block worker SIGUSR1
run 35ms
expect deliveries(p1, SIGUSR1).count == 0
expect p1.thread[worker].pending contains "SIGUSR1" and not (p1.pending contains "SIGUSR1")
unblock worker SIGUSR1
expect deliveries(p1, SIGUSR1).count == 1 and last(signal_deliver).overrun == 2
timer_create p1 CLOCK_MONOTONIC SIGUSR1 notify=SIGEV_THREAD_ID tid=999 -> t2
expect t2.errno == 22
call worker thread_exit
run 100ms
expect deliveries(p1, SIGUSR1).count == 1
timer_gettime p1 t1 -> r
expect r.rc == 0
