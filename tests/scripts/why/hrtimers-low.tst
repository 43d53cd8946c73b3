# SPDX-License-Identifier: GPL-3.0-or-later
# hrtimers in low resolution wait for ticks; the callback waits for itself.
catch deadlock
machine cpus=2 hz=250 highres=off nohz=off
why hrtimers
hrtimer_setup h { hrtimer_cancel h }
on cpu 1 hrtimer_start h +6ms
why h
hold cpu 1
run 10ms
why h
why irq timer
release cpu 1
run 10ms
why h
why cpu 1
cpu 0
hrtimer_setup unused
why unused
kfree unused
why unused
