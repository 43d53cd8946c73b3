# SPDX-License-Identifier: GPL-3.0-or-later
# The timeline: a timer that fires, a deleted one, a moved one, one that arms
# itself, one out of sight; scrubbing, scale, going to what is chosen.
# args: --history
machine cpus=1 hz=250 step_cost=250 highres=off nohz=off
key 6 z
screen 80x16
add_timer fires +3j
add_timer deleted +30j
add_timer moved +20j
add_timer far +700j
timer_setup again { rearm +5j }
add_timer again +5j
screen
run 42ms
screen
timer_delete deleted
mod_timer moved +30j
screen
run 60ms
screen
# back along time, event by event
key Home
screen
key Up Up > >
screen
key Enter
screen
# forwards again: the past is seen, and what is pending
key g
screen
goto end
key -
screen
key + + +
screen
key / "fires" Enter
screen
