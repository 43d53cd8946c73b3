# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/nothing-changed.tst:9:39: a time needs a unit
# What is wrong in a body leaves the machine as it was: neither timer nor lock nor
# input.
info inputs
show timers
show locks
timer_setup t1 { lock L; add_timer t2 5 }
