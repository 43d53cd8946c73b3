# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/no-cpu-call.tst:4:17: there is no CPU 7; this machine has CPU 0 to 1
add_timer_on t1 7 +3j
