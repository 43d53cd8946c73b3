# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is no callback 'hrtimer_wakeup' for an hrtimer; after `hrtimer_setup h1
nop
hrtimer_start h +1ms fn=hrtimer_wakeup
