# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 4
# error: Oops
hrtimer_start h +1ms
hrtimer_cancel h
kfree h
hrtimer_start h +1ms
