# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/no-unit.tst:4:14: a time needs a unit; write +3j (jiffies) or +3ms
add_timer t1 3
