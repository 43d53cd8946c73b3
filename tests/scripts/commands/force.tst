# SPDX-License-Identifier: GPL-3.0-or-later
# force lets one CPU move alone, until `force off`.
run 2ms
force cpu 1
run 10ms
expect count(irq_handler_entry, cpu=0) == 0
expect count(irq_handler_entry, cpu=1) >= 1
force off
run 1ms
expect count(irq_handler_entry, cpu=0) >= 1
cpu 1 step
schedule
