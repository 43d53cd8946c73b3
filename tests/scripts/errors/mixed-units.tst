# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/mixed-units.tst:4:
expect now == 3j
