# SPDX-License-Identifier: GPL-3.0-or-later
# The CPUs: before the start, halted, in a callback, spinning, held, dead; a few
# that fill the pane, many that are a list.
# args: --history
machine cpus=2 hz=250 step_cost=0 highres=off nohz=off
screen 60x18
key 1 z
screen
timer_setup t1 { lock L; burn 1ms; unlock L }
add_timer t1 +3j
run 5ms
screen
# CPU 1 takes the lock, so the callback on CPU 0 spins for it
on cpu 1 lock L
run 12ms
screen
# Enter focuses the CPU under the cursor
key Down
screen
key Enter
hold cpu 1
screen
release cpu 1
unlock L
screen
screen 80x24
key z
screen
# what the callback touches was freed
reset
machine cpus=2 hz=250 step_cost=0
timer_setup t1 { touch t2 }
add_timer t1 +3j
add_timer t2 +100j
kfree t2
catch oops
run 30ms
screen
# many CPUs
reset
machine cpus=16 hz=250
key 1 z
run 10ms
cpu 3
step
screen 80x24
key Down Down
screen
screen 40x14
