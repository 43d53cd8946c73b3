# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 1
# error: a stop that `catch` expects did not come
catch deadlock
add_timer t +2j
run 10j
expect fired(t)
