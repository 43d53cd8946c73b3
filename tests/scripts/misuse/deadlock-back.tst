# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# The same with a deadlock.
catch deadlock
timer_setup t { timer_delete_sync t }
add_timer t +2j
run 10j
expect cpu[0].state == relaxing
reverse-step
goto 1ms
timer_delete t -> r
run 10j
expect r.rc == 1
expect cpu[0].state == halted
