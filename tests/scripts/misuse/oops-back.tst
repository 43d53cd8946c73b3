# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# An Oops is not the end: go back before it, and do it right.
catch oops
add_timer t +5j
run 1ms
kfree t
run 30ms
expect cpu[0].state == dead
goto 1ms
expect cpu[0].state != dead
undo
timer_delete t
kfree t
run 30ms
expect cpu[0].state != dead
