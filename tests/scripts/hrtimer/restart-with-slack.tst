# SPDX-License-Identifier: GPL-3.0-or-later
# The same, less plainly: hrtimer_forward() starts from the hard expiry. A timer
# that has run before that, as slack allows, is not moved.
# exit: 3
# error: livelock
hrtimer_setup h { rearm +5ms }
hrtimer_start h +1ms slack=10ms
run 3ms
expect not fired(h)
run 1ms
expect fired(h).count == 1
run 10ms
