# SPDX-License-Identifier: GPL-3.0-or-later
# An irqsafe timer's callback runs with interrupts off, others with interrupts on:
# a tick that is due meanwhile waits.
machine highres=off nohz=off
timer_setup safe irqsafe { delay 9ms; printk "safe done" }
timer_setup open { delay 9ms; printk "open done" }
on cpu 1 add_timer safe +2j
run 10j
expect count(irq_handler_entry, cpu=1, at > fired(safe).at, at < 20ms) == 0
on cpu 1 add_timer open +2j
run 10j
expect count(irq_handler_entry, cpu=1, at > fired(open).at, at < fired(open).at + 9ms) == 2
