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
# the limit is a user's: another one has his own count
process p2
process p3
setuid p3 1000
block p2 all
block p3 all
setrlimit p2 SIGPENDING 4
setrlimit p3 SIGPENDING 1
sigqueue p2 SIGRTMIN -> r
expect r.rc == 0 and ucounts[0].sigpending == 4
sigqueue p2 SIGRTMIN -> r
expect r.errno == 11
sigqueue p3 SIGRTMIN -> r
expect r.rc == 0 and ucounts[1000].sigpending == 1
sigqueue p3 SIGRTMIN -> r
expect r.errno == 11
# an entry counts against who owned the receiver when it was sent
timer_create p2 CLOCK_MONOTONIC SIGUSR1 -> r
expect r.errno == 11
setuid p2 1001
timer_create p2 CLOCK_MONOTONIC SIGUSR1 -> r
expect r.rc == 0 and ucounts[1001].sigpending == 1 and ucounts[0].sigpending == 4
kill p2 SIGKILL
run 1ms
expect ucounts[1001].sigpending == 0
