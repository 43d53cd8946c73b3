# SPDX-License-Identifier: GPL-3.0-or-later
# The source: before the start, a script's body and its help, following, moving
# away, searching through all files, breakpoints, the function that is called.
# args: --history
machine cpus=2 hz=250 step_cost=0 highres=off nohz=off
screen 80x20
key 3 z
screen
timer_setup t1 { nop; repeat 2 { burn 1ms
 nop }
 if jiffies > 3j { nop }
 rearm +10j }
add_timer t1 +3j
break event timer_expire_entry
continue
screen
# the next statement is the body's first
step 4
screen
step 2
screen
key x
screen
key x
# away from the machine, and back
key / "time_after_eq(jiffies" Enter
screen
key >
screen
key <
key b
screen
key b
info breakpoints
key Right Right
screen
key Enter
screen
key / "expire_timers(base, &heads" Enter Left Left Enter
screen
key g
screen
# nothing is called here; nothing is found
key / "no such text" Enter
screen
# both CPUs stand at the same line when they are idle
delete
run 50ms
screen
