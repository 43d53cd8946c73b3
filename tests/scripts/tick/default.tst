# SPDX-License-Identifier: GPL-3.0-or-later
# A machine is as Linux boots it: the first tick switches to high resolution, an
# idle CPU stops its tick; only what is not as usual is printed.
machine
machine cpus=1
expect not cpu[0].hrtimers.hres_active and cpu[0].tick.mode == periodic
run 5ms
expect cpu[0].hrtimers.hres_active and cpu[0].tick_sched.tick_stopped
# the next device event is that of the next timer
add_timer t +3j
tick
expect now == 20ms and fired(t)
tick
expect now > 881s
# jiffies is right again when somebody has looked
expect jiffies == 4295112698j
reset
machine highres=off nohz=off
machine
tick 3
expect now == 12ms and cpu[0].tick.mode == periodic
reset
machine highres=on nohz=off
machine
run 1s
expect cpu[0].hrtimers.hres_active and jiffies == 4294892546j
save default-off.session
reset
machine nohz=on
machine
load default-off.session
machine
