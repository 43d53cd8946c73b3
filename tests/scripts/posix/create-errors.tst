# SPDX-License-Identifier: GPL-3.0-or-later
# timer_create(): every clock, every way to notify, every signal; and how many.
process p
timer_create p CLOCK_REALTIME SIGUSR1 -> r
expect r.rc == 0
timer_create p CLOCK_MONOTONIC SIGUSR1 -> r
expect r.rc == 0
timer_create p CLOCK_PROCESS_CPUTIME_ID SIGUSR1 -> r
expect r.rc == 0
timer_create p CLOCK_THREAD_CPUTIME_ID SIGUSR1 -> r
expect r.rc == 0
timer_create p CLOCK_BOOTTIME SIGUSR1 -> r
expect r.rc == 0
timer_create p CLOCK_TAI SIGUSR1 -> r
expect r.rc == 0
timer_create p CLOCK_MONOTONIC_RAW SIGUSR1 -> r
expect r.errno == 95
timer_create p CLOCK_REALTIME_COARSE SIGUSR1 -> r
expect r.errno == 95
timer_create p CLOCK_MONOTONIC_COARSE SIGUSR1 -> r
expect r.errno == 95
timer_create p 10 SIGUSR1 -> r
expect r.errno == 22
timer_create p 12 SIGUSR1 -> r
expect r.errno == 22
timer_create p 16 SIGUSR1 -> r
expect r.errno == 22
timer_create p -1 SIGUSR1 -> r
expect r.errno == 22
timer_create p CLOCK_REALTIME SIGRTMAX -> r
expect r.rc == 0
timer_create p CLOCK_REALTIME 65 -> r
expect r.errno == 22
timer_create p CLOCK_REALTIME -1 -> r
expect r.errno == 22
timer_create p CLOCK_REALTIME SIGUSR1 notify=9 -> r
expect r.errno == 22
timer_create p CLOCK_REALTIME SIGUSR1 notify=SIGEV_THREAD_ID -> r
expect r.errno == 22
process q
timer_create p CLOCK_REALTIME SIGUSR1 notify=SIGEV_THREAD_ID tid=q -> r
expect r.errno == 22
timer_create p CLOCK_REALTIME SIGUSR1 notify=SIGEV_THREAD_ID tid=p -> r
expect r.rc == 0
# _POSIX_TIMER_MAX is 32; the limit is RLIMIT_SIGPENDING
process many { setrlimit SIGPENDING 109; repeat 101 { timer_create CLOCK_MONOTONIC SIGUSR1 -> m }; timer_create CLOCK_MONOTONIC SIGUSR1 -> full; timer_delete 7; timer_create CLOCK_MONOTONIC SIGUSR1 -> again; pause }
run 1ms
expect m.rc == 0 and full.errno == 11 and again.rc == 0
expect many.timers.posix_timer.count == 101
