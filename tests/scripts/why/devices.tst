# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# Ticks, clock event devices, lines of interrupts.
machine cpus=2 hz=250 highres=off nohz=off
why tick
why lapic
why hpet
why irq reschedule
why slow driver
local_irq_disable
run 5ms
why timer
why tick
local_irq_enable
why ksoftirqd/0
