# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is no callback 't_fn' for an hrtimer
timer_setup t { nop }
hrtimer_start h +1ms fn=t_fn
