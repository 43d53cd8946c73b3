# SPDX-License-Identifier: GPL-3.0-or-later
# /proc/timer_list and /proc/uptime, in a golden file.
machine cpus=1 nohz=on highres=on
device lapic hz=250000000
run 20ms
hrtimer_start h +5ms slack=50us
run 1ms
show timer_list
show uptime
