# SPDX-License-Identifier: GPL-3.0-or-later
# Giving back what was never taken: said, and the preemption count stays right,
# in a task and in a callback. The idle task, on whose stack the callback runs,
# has preemption disabled: what is taken from it is noticed at the callback's end.
preempt_enable
expect count(console, msg contains "WARNING: preempt_enable() or unlock") == 1
preempt_enable
expect count(console) == 1
local_bh_enable
expect count(console, msg contains "timerscope: local_bh_enable() without") == 1
expect cpu[0].preempt_count == 1
preempt_disable
local_bh_enable
expect count(console, msg contains "timerscope: local_bh_enable() without") == 2
expect cpu[0].preempt_count == 1
preempt_enable
timer_setup t { preempt_enable; local_bh_enable; local_bh_disable; local_bh_enable }
add_timer t +1j
run 20ms
expect fired(t)
expect count(console, msg contains "timerscope: local_bh_enable() without") == 3
expect count(console, msg contains "preempt leak") == 1
expect cpu[0].preempt_count == 1
