# SPDX-License-Identifier: GPL-3.0-or-later
# A periodic device that loses interrupts loses ticks, and jiffies with them;
# the clock does not mind.
machine cpus=1 highres=off nohz=off
run 10ms
fault device lapic lose=3
run 90ms
expect cpu[0].tick.nr_ticks == 22
expect jiffies == 4294892296j + 22j
clock_gettime -> r
expect r.rc == 100000000
expect cpu[0].tick.evtdev.nr_fired == 25
