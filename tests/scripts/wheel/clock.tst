# SPDX-License-Identifier: GPL-3.0-or-later
# The wheel's own clock: forwarded when a timer is started, one ahead of jiffies
# after a run in this jiffy.
machine hz=250 jiffies0=0 cpus=1
timer_setup t { add_timer u +63j }
add_timer t +10j
run 12j
# from inside the run, clk is jiffies + 1: +63j is one level lower
expect first(timer_start, timer=u).idx < 64
expect first(timer_start, timer=u).bucket_expiry == 75j
expect cpu[0].base[global].clk == 12j
expect cpu[0].base[global].next_expiry == 75j
run 100j
expect fired(u).jiffies == 75j
