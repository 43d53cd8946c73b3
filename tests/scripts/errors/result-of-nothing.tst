# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: tick returns nothing that -> could name
tick 1 -> r
