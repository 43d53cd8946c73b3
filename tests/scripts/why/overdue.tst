# SPDX-License-Identifier: GPL-3.0-or-later
# Why a timer that is due does not fire.
machine highres=off nohz=off
on cpu 1 add_timer t +1j
hold cpu 1
run 20ms
why t
why cpu 1
why global cpu 1
release cpu 1
hold cpu 0
run 1ms
why jiffies
release cpu 0
local_irq_disable
run 8ms
why cpu 0
why jiffies
local_irq_enable
