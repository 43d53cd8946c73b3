# SPDX-License-Identifier: GPL-3.0-or-later
# A device that fires late, early, or not at all.
machine cpus=1 highres=on nohz=off
run 10ms
fault device lapic late=300us
hrtimer_start h +1ms
run 5ms
expect first(hrtimer_expire_entry, hrtimer=h).at == 11300us
fault off
# early: it finds nothing to do, and programs it again, ever shorter
fault device lapic early=300us
hrtimer_start e +1500us
run 5ms
expect first(hrtimer_expire_entry, hrtimer=e).at in [16500us, 16502us]
expect cpu[0].tick.evtdev.nr_fired > 20
fault off
# a lost interrupt of a one-shot device is the end of all ticks on this CPU
fault device lapic lose=1
run 100ms
expect cpu[0].tick.running == 0
expect jiffies == 4294892300j
expect cpu[0].tick.evtdev.nr_lost == 1
