# SPDX-License-Identifier: GPL-3.0-or-later
# With interrupts off the tick waits; it comes when they are on again.
machine cpus=1 highres=off nohz=off
local_irq_disable
delay 10ms
expect count(irq_handler_entry, name="timer") == 0
expect jiffies == 4294892296j
expect cpu[0].irqs_on == false
local_irq_enable
nop
expect count(irq_handler_entry, name="timer") >= 1
# two ticks were due, and one is lost
expect jiffies == 4294892297j
expect cpu[0].irqs_on
