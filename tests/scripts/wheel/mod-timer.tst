# SPDX-License-Identifier: GPL-3.0-or-later
# mod_timer() returns whether the timer was pending, and starts it either way.
mod_timer t +5j -> one
mod_timer t +9j -> two
expect one.rc == 0
expect two.rc == 1
run 20j
expect fired(t).count == 1
expect fired(t).jiffies == 4294892306j
mod_timer t +5j -> again
expect again.rc == 0
