# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: this call takes milliseconds, not jiffies; write 12ms
msleep 3j
