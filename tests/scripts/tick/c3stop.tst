# SPDX-License-Identifier: GPL-3.0-or-later
# A device that says that it stops in deep sleep: the tool says that it does not;
# one-shot mode needs a global one that could stand in.
device lapic c3stop=on
device hpet rating=40
device
run 20ms
expect cpu[0].tick.mode == oneshot and cpu[1].hrtimers.hres_active
hrtimer_start h +500us
run 1ms
expect fired(h).at == 20500us
reset
device hpet oneshot=off
run 20ms
expect cpu[0].tick.mode == periodic and not cpu[0].hrtimers.hres_active
why tick cpu 0
reset
device hpet present=off
run 20ms
expect cpu[0].tick.mode == periodic
