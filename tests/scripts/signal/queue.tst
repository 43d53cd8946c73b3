# SPDX-License-Identifier: GPL-3.0-or-later
# Standard signals are queued once, real-time signals each time; the lowest
# number is taken first, and of one number the oldest.
process p1
block p1 all
sigqueue p1 SIGRTMIN+1 value=5
sigqueue p1 SIGRTMIN value=1
sigqueue p1 SIGUSR1 value=7
sigqueue p1 SIGRTMIN value=2
kill p1 SIGUSR1
expect count(signal_generate, res=already_pending) == 1
expect p1.queue.count == 4
expect nr_sigqueues == 4
sigpending p1 -> r
expect r.mask contains "SIGUSR1" and r.mask contains "SIGRTMIN+1"
sigwaitinfo p1 all -> r
expect r.rc == 10 and r.sival == 7 and r.code == -1
sigwaitinfo p1 all -> r
expect r.rc == 34 and r.sival == 1
sigwaitinfo p1 all -> r
expect r.rc == 34 and r.sival == 2
sigwaitinfo p1 all -> r
expect r.rc == 35 and r.sival == 5
expect p1.queue.count == 0 and p1.pending == 0 and nr_sigqueues == 0
sigtimedwait p1 all timeout=10ms -> r
expect r.errno == 11 and r.at in [10ms, 15ms]
