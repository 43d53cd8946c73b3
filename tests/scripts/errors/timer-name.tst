# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is no result called 'p1.timr0'; did you mean p1.timer0?
process p1
timer_create p1 CLOCK_MONOTONIC SIGUSR1 -> t1
timer_gettime p1 p1.timr0
