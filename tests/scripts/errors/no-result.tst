# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is no result called 'nothing'
process p1
timer_settime nothing value=1s
