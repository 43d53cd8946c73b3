# SPDX-License-Identifier: GPL-3.0-or-later
# Where a timer waits, and until when.
machine cpus=1 hz=250
timer_setup t
why t
add_timer t +100j
why t
add_timer p =4294892290j
why p
add_timer long +1296000000j
why long
run 500ms
why t
add_timer t +3j
timer_delete t
why t
timer_shutdown t
why t
kfree t
why t
