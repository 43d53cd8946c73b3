# SPDX-License-Identifier: GPL-3.0-or-later
# Ten commands: what a short script costs from start to exit (bench.c).
timer_setup t1 { rearm +2j }
mod_timer t1 +2j
add_timer t2 +10ms
break run_timer_softirq
continue
step 3
delete
run 100ms
expect count(timer_expire_entry, timer=t1) > 5
print jiffies
