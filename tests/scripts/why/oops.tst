# SPDX-License-Identifier: GPL-3.0-or-later
# A dead CPU.
catch oops
timer_setup t { touch t }
on cpu 1 add_timer t +2j
break event timer_expire_entry
run 1s
delete
hold cpu 1
cpu 1 step
on cpu 0 kfree t
release cpu 1
run 10ms
why cpu 1
why t
why global cpu 1
