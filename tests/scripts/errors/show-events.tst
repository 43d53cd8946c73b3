# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: no trace event "timer_strat"; did you mean timer_start
show events timer_strat
