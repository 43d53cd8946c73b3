# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/in-body.tst:5:23
# error: did you mean mod_timer
timer_setup t1 { nop; mod_timr t1 +3j }
