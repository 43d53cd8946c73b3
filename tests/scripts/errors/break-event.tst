# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: no trace event "timer_begin"
break event timer_begin
