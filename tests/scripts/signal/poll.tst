# SPDX-License-Identifier: GPL-3.0-or-later
# poll() waits for a signalfd; a mask of its own holds for the call only.
process p1
signalfd p1 SIGUSR1 -> fd
block p1 SIGUSR1
poll p1 fd timeout=10ms -> r
expect r.rc == 0 and r.at in [10ms, 15ms]
call p1 poll fd -> c
run 5ms
expect not c.returned
kill p1 SIGUSR1
run 1ms
expect c.rc == 1 and c.revents == 1
poll p1 9 -> r
expect r.rc == 1 and r.revents == 32
sigaction p1 SIGUSR2 handler { nop }
block p1 SIGUSR2
kill p1 SIGUSR2
close p1 fd
signalfd p1 SIGRTMIN -> fd
poll p1 fd mask=SIGUSR1 -> r
expect r.errno == 4 and deliveries(p1, SIGUSR2).count == 1
expect p1.main.blocked contains "SIGUSR2"
