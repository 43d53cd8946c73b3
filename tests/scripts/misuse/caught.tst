# SPDX-License-Identifier: GPL-3.0-or-later
# The same, expected: `catch` makes it the right end.
catch deadlock
timer_setup t { timer_delete_sync t }
add_timer t +2j
run 10j
expect now == 12ms
expect cpu[0].state == relaxing
