# SPDX-License-Identifier: GPL-3.0-or-later
# A deferrable timer on a CPU that sleeps without its tick: jiffies stands still,
# but the time does not, and `why` goes by the time.
machine cpus=2 nohz=on highres=on
run 200ms
timer_setup d deferrable { printk "d" }
on cpu 1 add_timer d +5j
run 10ms
why d
run 3s
why d
why def cpu 1
why jiffies
expect d.pending
# something that wakes the CPU
on cpu 1 { timer_setup t; add_timer t +1j }
run 40ms
why d
expect fired(d).count == 1
