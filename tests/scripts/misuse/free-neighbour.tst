# SPDX-License-Identifier: GPL-3.0-or-later
# Also starting another timer in the same bucket follows the poison.
catch oops
add_timer t +5j
kfree t
add_timer u +5j
run 10j
expect cpu[0].state == dead
