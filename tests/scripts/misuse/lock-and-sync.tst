# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 3
# error: deadlock
# The deleter holds the lock that the callback, on another CPU, wants.
timer_setup t { lock L; nop; unlock L }
on cpu 1 add_timer t +2j
on cpu 0 { lock L; delay 20ms; timer_delete_sync t; unlock L }
