# SPDX-License-Identifier: GPL-3.0-or-later
# A callback may free its own timer, if it does not want to go on.
hrtimer_setup h { kfree h }
hrtimer_start h +1ms
run 10ms
expect count(hrtimer_expire_exit) == 1
