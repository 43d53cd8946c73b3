# SPDX-License-Identifier: GPL-3.0-or-later
# What the deleting calls return.
timer_setup t
timer_delete t -> idle
add_timer t +5j
timer_delete t -> pending
del_timer t -> old_name
expect idle.rc == 0
expect pending.rc == 1
expect old_name.rc == 0
add_timer t +5j
timer_delete_sync t -> pending
timer_delete_sync t -> idle
expect pending.rc == 1
expect idle.rc == 0
add_timer t +5j
del_timer_sync t -> pending
expect pending.rc == 1
add_timer t +5j
try_to_del_timer_sync t -> pending
try_to_del_timer_sync t -> idle
expect pending.rc == 1
expect idle.rc == 0
run 20j
expect not fired(t)
expect count(timer_cancel, timer=t) == 4
