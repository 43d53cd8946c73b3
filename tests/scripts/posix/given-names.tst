# SPDX-License-Identifier: GPL-3.0-or-later
# The names that the program gives are taken by calls: p1.main where a thread is
# wanted, p1.timer0 where the id of a timer is; in bodies too, before there is
# such a thing. The name of another process's timer, or of none, is no id.
machine cpus=1 highres=on
run 20ms
process p1
process p2
sigaction p1.main SIGUSR1 handler { nop }
block p1.main SIGUSR1|SIGUSR2
kill p1.main SIGUSR1
tgkill p1 p1.main SIGUSR2
expect p1.pending contains "SIGUSR1"
expect p1.main.pending contains "SIGUSR2"
timer_create p1.main CLOCK_MONOTONIC SIGUSR1 notify=SIGEV_THREAD_ID tid=p1.main -> t1
expect t1.rc == 0
timer_settime p1.main p1.timer0 value=10ms interval=20ms
timer_gettime p1 p1.timer0 -> r
expect r.value == 10ms and r.interval == 20ms
timer_gettime p2 p1.timer0 -> r
expect r.errno == 22
call p1.main timer_settime p1.timer0 value=0s
run 100us
timer_gettime p1 t1 -> r
expect r.value == 0ms
timer_getoverrun p1 p1.timer0 -> r
expect r.rc == 0
timer_delete p1 p1.timer0 -> r
expect r.rc == 0
timer_gettime p1 p1.timer0 -> r
expect r.errno == 22
process p3 {
	timer_create CLOCK_MONOTONIC SIGUSR1 notify=SIGEV_NONE -> t3
	timer_settime p3.timer0 value=1s
	timer_gettime p3.main p3.timer0 -> r3
	timer_delete p3.timer0 -> d3
	tgkill p3 p3.main SIGTERM
}
run 1ms
expect r3.rc == 0 and r3.value == 1s and d3.rc == 0
expect p3.term_signal == 15
