# SPDX-License-Identifier: GPL-3.0-or-later
# The log: empty, following the trace, what is new, filters, search, going to an
# event.
# args: --history
machine cpus=1 hz=250 step_cost=250 highres=off nohz=off
key 4 z
screen 80x14
add_timer t1 +3j
screen
run 20ms
screen
# new events only for one move
key s
screen
# the cursor leaves the end, and g goes back to it
key Up Up Right
screen
key Left g x
screen
# kernel log: nothing in it
key x x x
screen
key x x / "START" Enter
screen
key Enter
screen
