# SPDX-License-Identifier: GPL-3.0-or-later
# tick goes to the next device event, event to the next record of the trace.
machine cpus=1 highres=off nohz=off
tick
expect now == 4ms
tick 3
expect now == 16ms
event
expect count(irq_handler_entry) == 5
expect now == 20ms
