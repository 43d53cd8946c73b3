# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: restart belongs into the callback of an hrtimer
timer_setup t1 { restart }
