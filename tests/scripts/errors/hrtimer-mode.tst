# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: this is no mode of an hrtimer; abs or rel, pinned, soft, hard
hrtimer_start h +1ms mode=rel|fast
