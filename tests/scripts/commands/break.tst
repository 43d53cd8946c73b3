# SPDX-License-Identifier: GPL-3.0-or-later
# break, tbreak, conditions, hit counts, delete.
break mod_timer
tbreak timer_delete
break event timer_start if jiffies > 4294892297j
mod_timer t +3j
step
run 20j
mod_timer t +3j
finish
timer_delete t
timer_delete t
info breakpoints
delete 1
delete
info breakpoints
