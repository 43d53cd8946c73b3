# SPDX-License-Identifier: GPL-3.0-or-later
# While its callback runs.
timer_setup t { nop; rearm +3j; nop }
add_timer t +1j
break event timer_expire_entry
run 1s
why t
step 10
why t
hold cpu 0
why t
why global
release cpu 0
