# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is nothing called "t9"; the name of a timer, hrtimer, lock, task, process or result, `p1 SIGALRM` (a signal), `cpu 0`, `global cpu 0` (a wheel), `hrtimers cpu 0`, `tick cpu 0`, a softirq as TIMER, `irq timer`, or jiffies would be right
# It must exist.
why t9
