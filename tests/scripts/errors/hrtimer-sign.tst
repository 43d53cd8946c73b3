# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: is this time from now, or absolute?; write +500us (from now) or =500us (on its clock)
hrtimer_start h 500us
