# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: an hrtimer takes clock time, not jiffies; for example +500us or =2s
hrtimer_start h +3j
