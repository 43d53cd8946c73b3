# SPDX-License-Identifier: GPL-3.0-or-later
# timer_delete_sync() also stops a callback that arms its timer again and again.
timer_setup t { burn 1ms; rearm +1j }
on cpu 1 add_timer t +1j
on cpu 0 { until count(timer_expire_entry, timer=t) == 3 { delay 100us } }
timer_delete_sync t -> r
expect r.rc == 1
run 20j
expect fired(t).count == 3
