# SPDX-License-Identifier: GPL-3.0-or-later
# A callback that returns HRTIMER_RESTART is queued again at its new expiry, and
# traced after its callback's end, as ABS.
machine hz=1000
hrtimer_setup p { hrtimer_forward p 3ms; restart }
hrtimer_start p +3ms
run 3500us
expect fired(p).at == 3ms
expect hrtimer(p).expires == 6ms
expect order(first(hrtimer_expire_exit, hrtimer=p), last(hrtimer_start, hrtimer=p))
expect not (last(hrtimer_start, hrtimer=p).mode contains rel)
run 30ms
expect fired(p).count == 11
# on its grid, whenever it was called; missed periods are not made up for
hrtimer_setup q { delay 5ms; rearm +2ms -> n }
hrtimer_start q =40ms
run until 46ms
expect n.rc == 3
expect hrtimer(q).expires == 46ms
