# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: a time is wanted here
process p1
sigtimedwait p1 all timeout=10
