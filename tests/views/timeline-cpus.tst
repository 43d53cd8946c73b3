# SPDX-License-Identifier: GPL-3.0-or-later
# The timeline's CPUs: a periodic tick; a stopped one, and what ended the sleep;
# an IPI; an hrtimer with slack; faults; and all of it going backwards.
# args: --history
key 6 z
reset
machine cpus=1 hz=250 highres=off nohz=off
run 22ms
# idle and busy are told apart where each column has a tick
task p { burn 10ms }
run 20ms
screen 80x14
key + +
screen
# CPU 1 sleeps without a tick; CPU 0 wakes it for a task
reset
machine cpus=2 hz=250 highres=on nohz=on
run 30ms
task q cpu=1 { burn 9ms }
add_timer w +5j
run 40ms
screen 80x16
# on CPU 1: what was it that woke it?
key Up Up Up Up Down >
screen
key > Left Left
screen
key > > >
screen
# back to where the IPI is on its way, later events hidden
key < < <
screen
key Enter
screen
goto end
key g
screen
# three rows a CPU in a large window
screen 120x40
key - -
# an hrtimer with slack, one that it runs with, one that is cancelled
reset
machine cpus=1 hz=250 highres=on nohz=on
run 20ms
hrtimer_start exact +1ms
hrtimer_start slack +600us slack=1ms
hrtimer_start gone +2ms
hrtimer_setup again { rearm +700us }
hrtimer_start again +700us
run 1500us
hrtimer_cancel gone
hrtimer_cancel again
run 1ms
key + + + + +
screen 80x16
key / slack Enter
screen
# each step backwards takes an event away
goto event 48
screen
goto 20500us
screen
