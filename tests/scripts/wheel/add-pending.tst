# SPDX-License-Identifier: GPL-3.0-or-later
# add_timer() of a pending timer: a warning, once, and the call is ignored.
add_timer t +5j
add_timer t +50j
expect count(console, msg contains "WARNING: add_timer() of a pending timer") == 1
add_timer t +60j
expect count(console, msg contains "WARNING") == 1
expect count(timer_start, timer=t) == 1
run 10j
expect fired(t).count == 1
run 100j
expect fired(t).count == 1
