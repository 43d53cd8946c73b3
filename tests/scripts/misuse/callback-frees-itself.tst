# SPDX-License-Identifier: GPL-3.0-or-later
# A callback may free its own timer.
timer_setup t { kfree t }
add_timer t +2j
run 10j
expect t.freed
