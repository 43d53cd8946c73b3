# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 4
# error: scheduling while atomic
hrtimer_setup h { usleep_range 1ms 1ms }
hrtimer_start h +1ms
run 10ms
