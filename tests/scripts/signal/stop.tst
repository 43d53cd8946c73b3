# SPDX-License-Identifier: GPL-3.0-or-later
# Stop signals stop all threads; SIGCONT makes them go on, handled or not.
process p0
fork p0 p1 { until false { burn user 1ms } }
sigaction p0 SIGCHLD handler { nop }
run 2ms
kill p1 SIGSTOP
run 5ms
expect p1.main.state == stopped and p1.flags contains "stopped"
expect p0.main.siginfo.code == 5 and p0.main.siginfo.pid == p1.pid
waitpid p0 WUNTRACED -> r
expect r.rc == p1.pid and r.status == 4991
kill p1 SIGUSR1
run 5ms
expect p1.main.state == stopped
kill p1 SIGCONT
run 5ms
expect p1.exited and p1.term_signal == "SIGUSR1"
waitpid p0 -> r
expect r.rc == p1.pid and r.status == 10
waitpid p0 -> r
expect r.errno == 10
