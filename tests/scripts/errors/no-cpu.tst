# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is no CPU 7: this machine has 2, 0 to 1
cpu 7
