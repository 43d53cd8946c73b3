# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: hpet could do nothing; periodic=on or oneshot=on would be right
device hpet oneshot=off periodic=off
