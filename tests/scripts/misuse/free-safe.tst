# SPDX-License-Identifier: GPL-3.0-or-later
# The right way: shut it down, then free it.
add_timer t +5j
timer_shutdown_sync t
kfree t
run 100j
expect t.freed
