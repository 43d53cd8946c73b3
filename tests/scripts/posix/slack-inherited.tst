# SPDX-License-Identifier: GPL-3.0-or-later
# The timer slack: a child has its parent's as its own and as its default; 0
# brings the default back; timers have none.
machine highres=on hz=1000
process p
prctl p PR_SET_TIMERSLACK 70000 -> r
expect r.rc == 0
prctl p PR_GET_TIMERSLACK 0 -> r
expect r.rc == 70000
fork p c
prctl c PR_GET_TIMERSLACK 0 -> r
expect r.rc == 70000
prctl c PR_SET_TIMERSLACK 1
prctl c PR_GET_TIMERSLACK 0 -> r
expect r.rc == 1
prctl c PR_SET_TIMERSLACK 0
prctl c PR_GET_TIMERSLACK 0 -> r
expect r.rc == 70000
prctl p PR_SET_TIMERSLACK 0
prctl p PR_GET_TIMERSLACK 0 -> r
expect r.rc == 50000
thread p t
prctl t PR_SET_TIMERSLACK 1000000
prctl p PR_GET_TIMERSLACK 0 -> r
expect r.rc == 50000
nanosleep t 5ms -> r
expect last(hrtimer_start, function=hrtimer_wakeup).expires - last(hrtimer_start, function=hrtimer_wakeup).softexpires == 1ms
timer_create p CLOCK_MONOTONIC SIGWINCH -> tm
timer_settime p tm value=5ms
expect last(hrtimer_start, function=posix_timer_fn).expires == last(hrtimer_start, function=posix_timer_fn).softexpires
