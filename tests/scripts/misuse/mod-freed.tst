# SPDX-License-Identifier: GPL-3.0-or-later
# mod_timer() of a freed timer.
catch oops
timer_setup t
kfree t
mod_timer t +3j
expect cpu[0].state == dead
