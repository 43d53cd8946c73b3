# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: 'wall' is no clock for hrtimers; monotonic realtime boottime tai
hrtimer_setup h clock=wall
