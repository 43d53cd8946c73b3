# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# hrtimers in high resolution: queued, due, soft, running, inactive, freed.
machine cpus=2 hz=250 highres=on nohz=off
why hrtimers cpu 1
why tick_sched/0
hrtimer_setup h { nop; nop }
why h
hrtimer_start h +10ms
run 5ms
why h
why hrtimers
hrtimer_start s +2ms mode=soft
why s
hrtimer_start late +20ms slack=5ms
why late
why tick_sched/0
break event hrtimer_expire_entry if last(hrtimer_expire_entry).hrtimer == h
run 100ms
why h
delete
run 100ms
why h
hrtimer_start h +10ms
hrtimer_cancel h
why h
why jiffies
