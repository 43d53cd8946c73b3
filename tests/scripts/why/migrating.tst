# SPDX-License-Identifier: GPL-3.0-or-later
# On the way from one wheel to another, and while another CPU wants it.
timer_setup t { nop }
on cpu 1 add_timer t +10j
watch t.flags
step mod_timer t +20j
continue
why t
delete
cpu 1 step timer_delete t -> r
cpu 1 step 8
why cpu 1
why r
run 1ms
why r
