# SPDX-License-Identifier: GPL-3.0-or-later
# By hard expiry; equals in the order in which they were started.
hrtimer_start a +2ms
hrtimer_start b +1ms
hrtimer_start c +1ms
hrtimer_start d +1ms
hrtimer_start e +500us
run 2j
expect order(e, b, c, d, a)
