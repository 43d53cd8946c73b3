# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: jiffies are wanted here
round_jiffies 3ms
