# SPDX-License-Identifier: GPL-3.0-or-later
# A callback that returns HRTIMER_RESTART without having moved its timer is run
# again at once, and again.
# exit: 3
# error: livelock
hrtimer_setup h { restart }
hrtimer_start h +1ms
run 10ms
