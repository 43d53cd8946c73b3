# SPDX-License-Identifier: GPL-3.0-or-later
# timer_shutdown_sync() waits for a callback on another CPU; its rearm is refused.
timer_setup t { burn 3ms; rearm +1j }
on cpu 1 add_timer t +2j
on cpu 0 { until count(timer_expire_entry, timer=t) == 1 { delay 100us } }
timer_shutdown_sync t -> r
expect r.rc == 0
expect r.at >= first(timer_expire_exit, timer=t).at
run 20j
expect fired(t).count == 1
kfree t
run 20j
