# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/too-many.tst:4:1: tick: too many arguments; usage: tick [COUNT]
tick 1 2
