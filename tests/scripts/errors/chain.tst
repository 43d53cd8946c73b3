# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: comparisons do not form chains; write a < b and b < c
expect 1 < 2 < 3
