# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: which of the two is the callback?; fn= or a block, not both
hrtimer_setup g { nop }
hrtimer_start h +1ms fn=g_fn { nop }
