# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/open-block.tst:4:
timer_setup t1 {
