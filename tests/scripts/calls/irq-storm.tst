# SPDX-License-Identifier: GPL-3.0-or-later
# on and at from inside a task context; several timers of one jiffy on two CPUs.
repeat 10 { nop }
on cpu 1 { add_timer a +3j; add_timer b +3j }
add_timer c +3j
run 10j
expect order(b, a)
expect fired(c).jiffies == fired(a).jiffies
expect first(timer_expire_entry, timer=c).cpu == 0
expect first(timer_expire_entry, timer=a).cpu == 1
