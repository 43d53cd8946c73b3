# SPDX-License-Identifier: GPL-3.0-or-later
# 100,000 timers made, and gone with their process, at one instant: that is
# much, and no livelock.
process p1
setrlimit p1 SIGPENDING 200000
exec p1 { repeat 100000 { timer_create CLOCK_MONOTONIC SIGRTMIN }; pause }
run 1ms
expect p1.timers.next_posix_timer_id == 100000 and nr_sigqueues == 100000
kill p1 SIGKILL
run 1ms
expect p1.exited and nr_sigqueues == 0 and now < 10ms
