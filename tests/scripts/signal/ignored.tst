# SPDX-License-Identifier: GPL-3.0-or-later
# Ignored signals are dropped when sent, unless they are blocked; setting
# SIG_IGN drops those that wait.
process p1
sigaction p1 SIGUSR1 SIG_IGN
kill p1 SIGUSR1
expect last(signal_generate).res == ignored and p1.pending == 0
kill p1 SIGURG
expect last(signal_generate).res == ignored
block p1 SIGUSR1|SIGUSR2
kill p1 SIGUSR1
expect p1.pending contains "SIGUSR1"
sigaction p1 SIGUSR1 SIG_IGN
expect p1.pending == 0 and nr_sigqueues == 0
kill p1 SIGUSR1
unblock p1 SIGUSR1
expect p1.pending == 0 and deliveries(p1).count == 0 and nr_sigqueues == 0
kill p1 SIGUSR2
sigaction p1 SIGUSR2 SIG_IGN
expect p1.pending == 0
