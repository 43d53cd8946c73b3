# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is nothing called "t9"; the name of a timer, lock, task or result, `cpu 0`, `global cpu 0` (a wheel), a softirq as TIMER, or jiffies would be right
# It must exist.
why t9
