# SPDX-License-Identifier: GPL-3.0-or-later
# Tickless without high resolution: the device is programmed for the tick.
machine cpus=1 nohz=on highres=off
run 9ms
expect cpu[0].tick.mode == oneshot
expect cpu[0].tick.evtdev.event_handler contains "tick_nohz_lowres_handler"
expect not (cpu[0].tick_sched.flags contains HIGHRES)
expect cpu[0].tick_sched.tick_stopped == 1
add_timer t1 +5j
run 1us
expect cpu[0].tick.next == 32ms
run 100ms
expect fired(t1).at == 32ms
expect count(hrtimer_expire_entry) == 0
# an hrtimer needs a tick of its own, rounded up to the grid
hrtimer_start h +1500us
run 100ms
expect first(hrtimer_expire_entry, hrtimer=h).at == 112ms
