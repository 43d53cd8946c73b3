# SPDX-License-Identifier: GPL-3.0-or-later
# RLIMIT_SIGPENDING: real-time signals with a value are refused, kill()'s
# standard ones are always queued.
process p1
setrlimit p1 SIGPENDING 2
getrlimit p1 SIGPENDING -> l
expect l.soft == 2
block p1 all
sigqueue p1 SIGRTMIN
sigqueue p1 SIGRTMIN
sigqueue p1 SIGRTMIN -> r
expect r.errno == 11
kill p1 SIGUSR1 -> r
expect r.rc == 0 and nr_sigqueues == 3
# a standard signal with a value loses it
sigqueue p1 SIGUSR2 value=5 -> r
expect r.rc == 0 and count(signal_generate, res=lose_info) == 1
sigwaitinfo p1 SIGUSR2 -> r
expect r.rc == 12 and r.sival == 0 and r.code == 0
