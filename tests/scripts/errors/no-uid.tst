# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: a plain number is wanted here; for example 3 or -1
process p1
setuid p1 bob
