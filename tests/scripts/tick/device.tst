# SPDX-License-Identifier: GPL-3.0-or-later
# What the machine's devices are; the best one that a CPU can have ticks.
machine highres=off nohz=off
device
device lapic periodic=off hz=62500000
machine
device
run 20ms
# a device without periods is programmed for one after the other
expect cpu[0].tick.mode == periodic
expect cpu[0].tick.evtdev.state == oneshot
expect cpu[0].tick.evtdev.hz == 62500000
expect cpu[0].tick.nr_ticks == 5
expect cpu[0].tick.next == 24ms
expect clockevent["hpet"].state == shutdown
reset
device lapic present=off
run 20ms
expect cpu[0].tick.evtdev.name == "hpet"
expect cpu[0].tick.nr_ticks == 5
expect cpu[1].tick.running == 0
reset
device lapic present=on rating=40
run 20ms
# rated less than hpet, but the CPU's own
expect cpu[0].tick.evtdev.name == "lapic"
expect cpu[1].tick.nr_ticks == 5
