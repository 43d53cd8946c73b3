# SPDX-License-Identifier: GPL-3.0-or-later
# Starting a timer that is queued moves it: traced as one start, without a cancel.
hrtimer_start h +5ms
hrtimer_start h +9ms
expect last(hrtimer_start, hrtimer=h).was_armed == 1
expect first(hrtimer_start, hrtimer=h).was_armed == 0
expect count(hrtimer_cancel) == 0
expect hrtimer(h).expires == 9ms
run 2j
expect not fired(h)
run 2j
expect fired(h).count == 1
