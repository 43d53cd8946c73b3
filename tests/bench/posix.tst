# SPDX-License-Identifier: GPL-3.0-or-later
# 100,000 POSIX timers: created, armed, fired, delivered.
machine highres=on nohz=on
process p1 {
	setrlimit SIGPENDING 200000
	sigaction SIGUSR1 handler { nop }
	repeat 100000 { timer_create CLOCK_MONOTONIC SIGUSR1 -> t; timer_settime t value=10s; burn user 10us }
	repeat 100000 { pause }
	nanosleep 100s
}
run 15s
require p1.main.siginfo.timerid == 99999
