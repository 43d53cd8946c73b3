# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: write ==
expect jiffies = 3j
