# SPDX-License-Identifier: GPL-3.0-or-later
# From the first tick on the tick is an hrtimer; busy or idle, it goes on.
machine cpus=2 highres=on nohz=off
expect cpu[0].tick.mode == periodic
run 5ms
expect cpu[0].tick.mode == oneshot
expect cpu[1].tick_sched.flags contains HIGHRES
expect cpu[0].tick.evtdev.event_handler contains "hrtimer_interrupt"
run 40ms
expect cpu[0].tick.nr_ticks == 11
expect cpu[1].tick.nr_ticks == 11
expect jiffies == 4294892296j + 11j
expect count(tick_stop) == 0
expect count(hrtimer_expire_entry, function contains "tick_nohz_handler", cpu=0) == 10
