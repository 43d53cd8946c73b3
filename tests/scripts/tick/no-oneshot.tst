# SPDX-License-Identifier: GPL-3.0-or-later
# A device without one-shot mode is taken only where there is none with it; then
# it goes on ticking, whatever was asked for.
device lapic oneshot=off
run 10ms
expect cpu[0].tick.evtdev.name == "hpet"
reset
device hpet present=off
machine cpus=1 highres=on nohz=on
run 50ms
expect cpu[0].tick.mode == periodic
expect cpu[0].tick.nr_ticks == 12
expect count(tick_stop) == 0
