# SPDX-License-Identifier: GPL-3.0-or-later
# A step begins on its own machine; reset makes it again.
lesson open deletion
expect t.pending and t.cpu == 1
timer_delete t
run 1s
expect not t.pending
lesson reset
expect t.pending and now == 0s
lesson open wheel step=5
expect cpu.count == 1
expect jiffies == 4294892297j
