# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/two-lines.tst:7:14: a time needs a unit
# Errors inside a block have their own line.
nop
timer_setup t1 {
	add_timer t 5
}
