# SPDX-License-Identifier: GPL-3.0-or-later
# An idle CPU stops its tick, as recorded: wheels idle, tick stopped, and its
# timer set to the next wheel event; woken, it ticks on the old grid.
machine cpus=2 nohz=on highres=on
run 9ms
expect cpu[0].tick_sched.tick_stopped == 1
expect cpu[1].tick_sched.tick_stopped == 1
expect tick_do_timer_cpu == -1
expect order(first(timer_base_idle, is_idle=1), first(tick_stop, success=1, dependency="NONE"), first(hrtimer_start, was_armed=1))
# without timers, as far ahead as the clock source allows
expect first(hrtimer_start, was_armed=1).expires == 4ms + 881590591483ns
expect cpu[1].tick.next == 9223372036854775807ns
add_timer t1 +100j
run 1us
expect order(last(timer_base_idle, is_idle=0), last(hrtimer_cancel), first(timer_start))
expect first(hrtimer_start, expires == 12ms).at == 9ms
expect cpu[0].tick.next == 416ms
run 1s
expect fired(t1).at == 416ms
expect cpu[0].tick_sched.idle_sleeps >= 3
# while nobody ticks, jiffies stands still; who wakes catches up
expect jiffies == 4294892400j
printk awake
expect jiffies == 4294892548j
