# SPDX-License-Identifier: GPL-3.0-or-later
# timer_delete() is not the end: who runs later arms it again.
timer_setup t { burn 3ms; rearm +2j }
on cpu 1 add_timer t +2j
on cpu 0 { until count(timer_expire_entry, timer=t) == 1 { delay 100us } }
timer_delete t
run 5j
timer_pending t -> p
expect p.rc == 1
