# SPDX-License-Identifier: GPL-3.0-or-later
# With nohz=off skew_tick=on CPUs tick one after the other within half a period.
machine cpus=4 highres=on nohz=off skew_tick=on
run 30ms
expect first(hrtimer_expire_entry, cpu=0).at == 8ms
expect first(hrtimer_expire_entry, cpu=1).at == 4500us
expect first(hrtimer_expire_entry, cpu=2).at == 5ms
expect first(hrtimer_expire_entry, cpu=3).at == 5500us
