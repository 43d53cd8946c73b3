# SPDX-License-Identifier: GPL-3.0-or-later
# The warning of timer_delete_sync() in a hardware interrupt is for timers that
# are not irqsafe; from a task there is none.
add_timer t +5j
timer_delete_sync t
expect count(console, msg contains "WARNING") == 0
