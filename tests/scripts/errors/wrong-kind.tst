# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/wrong-kind.tst:5:6: t1 is a timer; a lock is wanted here
timer_setup t1
lock t1
