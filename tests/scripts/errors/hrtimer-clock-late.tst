# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: this timer is set up already, and has its clock; hrtimer_setup chooses the clock
hrtimer_setup h clock=tai
hrtimer_start h +1ms clock=boottime
