# SPDX-License-Identifier: GPL-3.0-or-later
# The slack of a thread is how much later its sleeps may end.
machine highres=on
process p1
prctl p1 PR_GET_TIMERSLACK 0 -> r
expect r.rc == 50000
prctl p1 PR_SET_TIMERSLACK 2000000
nanosleep p1 10ms -> r
expect last(hrtimer_start, hrtimer="p1.main.hrtimer").expires - last(hrtimer_start, hrtimer="p1.main.hrtimer").softexpires == 2ms
prctl p1 PR_SET_TIMERSLACK 0
prctl p1 PR_GET_TIMERSLACK 0 -> r
expect r.rc == 50000
