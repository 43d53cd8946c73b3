# SPDX-License-Identifier: GPL-3.0-or-later
# Who waits for whom.
catch deadlock
lock L
why L
timer_setup t { lock L; nop; unlock L }
on cpu 1 add_timer t +2j
run 12ms
why L
why cpu 0
timer_delete_sync t -> r
why cpu 0
why cpu 1
why r
why t
why L
