# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 4
# error: Kernel panic: scheduling while atomic
# What the kernel would print is seen as it comes.
machine cpus=1
timer_setup t { printk "before"; sleep 1ms }
add_timer t +2j
add_timer t +2j
run 10j
