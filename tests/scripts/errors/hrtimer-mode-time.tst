# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: time and mode contradict each other; +TIME is mode=rel, =TIME is mode=abs
hrtimer_start h +1ms mode=abs
