# SPDX-License-Identifier: GPL-3.0-or-later
# The real error numbers, in the kernel's order; ids that failures use up.
process p1
timer_create p1 99 SIGUSR1 -> r
expect r.errno == 22
timer_create p1 10 badptr -> r
expect r.errno == 14
timer_create p1 CLOCK_MONOTONIC_RAW 0 -> r
expect r.errno == 95
timer_create p1 CLOCK_MONOTONIC 0 -> r
expect r.errno == 22
timer_create p1 CLOCK_MONOTONIC SIGUSR1 timerid=badptr -> r
expect r.errno == 14
timer_create p1 CLOCK_MONOTONIC SIGUSR1 notify=3 -> r
expect r.errno == 22
timer_create p1 CLOCK_MONOTONIC NULL -> t
expect t.rc == 0 and p1.timers.posix_timer[3].signo == "SIGALRM"
expect p1.timers.posix_timer[3].sival == 3
timer_settime p1 3 new=NULL -> r
expect r.errno == 22
timer_settime p1 99 new=badptr -> r
expect r.errno == 14
timer_settime p1 99 value=0:1000000000 -> r
expect r.errno == 22
timer_settime p1 3 value=0:-1 -> r
expect r.errno == 22
timer_settime p1 3 value=-1:0 -> r
expect r.errno == 22
timer_settime p1 3 value=100s old=badptr -> r
expect r.errno == 14
timer_gettime p1 3 -> g
expect g.value in [99s, 100s]
timer_gettime p1 3 setting=badptr -> r
expect r.errno == 14
timer_gettime p1 -1 -> r
expect r.errno == 22
timer_getoverrun p1 77 -> r
expect r.errno == 22
clock_gettime p1 10 -> r
expect r.errno == 22
clock_gettime p1 CLOCK_MONOTONIC tp=badptr -> r
expect r.errno == 14
clock_getres p1 CLOCK_MONOTONIC tp=NULL -> r
expect r.rc == 0
clock_settime p1 CLOCK_MONOTONIC 1s -> r
expect r.errno == 22
clock_settime p1 CLOCK_REALTIME badptr -> r
expect r.errno == 14
clock_settime p1 -6 1s -> r
expect r.errno == 1
clock_nanosleep p1 CLOCK_THREAD_CPUTIME_ID badptr -> r
expect r.errno == 95
clock_nanosleep p1 CLOCK_MONOTONIC badptr -> r
expect r.errno == 14
clock_nanosleep p1 -2 1ms -> r
expect r.errno == 22
nanosleep p1 0:1000000000 -> r
expect r.errno == 22
setitimer p1 3 value=0:1000000000 -> r
expect r.errno == 22
setitimer p1 3 -> r
expect r.errno == 22
setitimer p1 ITIMER_REAL new=badptr -> r
expect r.errno == 14
getitimer p1 ITIMER_REAL value=NULL -> r
expect r.errno == 14
timerfd_create p1 CLOCK_TAI -> r
expect r.errno == 22
timerfd_create p1 CLOCK_MONOTONIC flags=1 -> r
expect r.errno == 22
timerfd_settime p1 7 flags=16 -> r
expect r.errno == 22
timerfd_settime p1 7 value=1s -> r
expect r.errno == 9
timerfd_settime p1 7 new=NULL -> r
expect r.errno == 14
timerfd_gettime p1 7 -> r
expect r.errno == 9
prctl p1 99 0 -> r
expect r.errno == 22
prctl p1 PR_TIMER_CREATE_RESTORE_IDS 1 -> r
expect r.errno == 22
