# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: t1 is a timer; a hrtimer is wanted here; use another name
timer_setup t1
hrtimer_start t1 +1ms
