# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# A session saved and loaded again is the same, to the last step.
timer_setup t { printk "t"; rearm +3j }
add_timer t +3j
run 50ms
hold cpu 1
run 5ms
release cpu 1
mod_timer u +9j
print steps
print count(timer_start)
save session.tss
reset
run 1s
load session.tss
print steps
print count(timer_start)
expect now == 55ms
expect fired(t).count == 3
run 20ms
expect fired(t).count >= 4
