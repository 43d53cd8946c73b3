# SPDX-License-Identifier: GPL-3.0-or-later
# hrtimer_cancel() in the timer's own callback waits for itself.
# exit: 3
# error: deadlock
hrtimer_setup h { hrtimer_cancel h }
hrtimer_start h +1ms
run 10ms
