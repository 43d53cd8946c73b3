# SPDX-License-Identifier: GPL-3.0-or-later
# While the callback runs on another CPU: timer_delete() does not care,
# try_to_del_timer_sync() says so, timer_delete_sync() waits for its end.
timer_setup t { burn 3ms }
on cpu 1 add_timer t +2j
on cpu 0 { until count(timer_expire_entry, timer=t) == 1 { delay 100us } }
timer_delete t -> del
try_to_del_timer_sync t -> try
timer_delete_sync t -> sync
expect del.rc == 0
expect try.rc == -1
expect sync.rc == 0
expect first(timer_expire_entry, timer=t).cpu == 1
expect count(timer_expire_exit, timer=t) == 1
expect sync.at >= first(timer_expire_exit, timer=t).at
expect sync.at >= first(timer_expire_entry, timer=t).at + 3ms
