# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 4
# error: scheduling while atomic
timer_setup t { sleep 1ms }
add_timer t +2j
run 10j
