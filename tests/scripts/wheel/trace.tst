# SPDX-License-Identifier: GPL-3.0-or-later
# What an expiry looks like in the trace, and in which order.
machine hz=250 jiffies0=0 cpus=1
timer_setup t { nop }
add_timer t +2j
run 5j
expect count(timer_init, timer=t) == 1
expect order(first(timer_init, timer=t), first(timer_start), first(timer_cancel))
expect order(first(timer_cancel), first(timer_expire_entry), first(timer_expire_exit))
expect first(timer_expire_entry, timer=t).now == 3j
expect first(timer_expire_entry, timer=t).baseclk == 3j
expect first(timer_start, timer=t).timeout == 2
expect first(timer_start, timer=t).expires == 2j
expect first(timer_expire_entry, timer=t).at == 12ms
