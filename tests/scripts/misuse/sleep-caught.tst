# SPDX-License-Identifier: GPL-3.0-or-later
# Sleeping in a callback, expected, with what the kernel prints.
catch oops
timer_setup t { msleep 1ms }
add_timer t +2j
run 10j
expect count(console, msg contains "BUG: scheduling while atomic: swapper/0") == 1
expect cpu[0].state == dead
