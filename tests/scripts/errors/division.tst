# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: division by zero
print 1 / 0
