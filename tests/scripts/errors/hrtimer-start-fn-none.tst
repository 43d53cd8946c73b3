# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is no callback 'g' for an hrtimer; the callback of g is called g_fn
hrtimer_setup g { nop }
hrtimer_start h +1ms fn=g
