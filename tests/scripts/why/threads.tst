# SPDX-License-Identifier: GPL-3.0-or-later
# Why threads of processes do not run: a futex, a poll, pause, nothing to do,
# a stop.
process p
process q
process r
process s
process u
timerfd_create r CLOCK_MONOTONIC -> fd
call p futex_wait 3 0 -> c
call q futex_wait 0 0 timeout=1s -> d
call r poll fd timeout=1s -> e
call s pause -> f
run 10ms
why p.main
why q.main
why r.main
why s.main
why u.main
kill u SIGSTOP
run 1ms
why u.main
