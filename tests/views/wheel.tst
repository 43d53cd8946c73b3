# SPDX-License-Identifier: GPL-3.0-or-later
# The wheel: empty, timers on several levels, what a move has changed, the
# cursor, other wheels, the three widths of its cells, a spoilt wheel.
# args: --history
machine cpus=2 hz=250 step_cost=0 highres=off nohz=off
screen 80x20
key 2 z
screen
add_timer t1 +3j
add_timer t2 +3j
add_timer t3 +100j
add_timer far =99999999999999j
screen
# two timers fire: their bucket is empty now, and the hand has moved
run 20ms
screen
# the cursor: to the next bucket in use, to the last one, along a level
key PgDn
screen
key End
screen
key Home Right Right Down
screen
# its timer as text
key Home Enter
# another wheel, another CPU's, and following again
key b b
screen
key g k
screen
key g
screen
# narrow and wide cells
screen 50x20
screen 160x24
screen 80x20
# many timers in a bucket, freed memory in another
add_timer a1 +1000j
add_timer a2 +1000j
add_timer a3 +1000j
add_timer a4 +1000j
add_timer a5 +1000j
add_timer a6 +1000j
add_timer a7 +1000j
add_timer a8 +1000j
add_timer a9 +1000j
add_timer a10 +1000j
kfree t3
screen
# a timer that was set up again while it was pending: a bucket in a circle
timer_setup a5
add_timer a5 +1000j
screen 80x14
# eight levels only, where a jiffy is long
reset
machine cpus=1 hz=100 step_cost=0
screen 80x24
add_timer t1 +3j
screen
