# SPDX-License-Identifier: GPL-3.0-or-later
# Timers on three wheels, a lock that two CPUs want, and a stop in the middle
# of mod_timer(): what is exported must be the same bytes on every compiler.
machine cpus=2 hz=250
timer_setup t1 { printk "tick"; rearm +2j }
timer_setup slow deferrable { nop }
timer_setup here pinned irqsafe { lock_irqsave L; burn 10us; unlock_irqrestore L }
add_timer t1 +1j
add_timer slow +70j
on cpu 1 add_timer here +3j
task sleeper cpu=1 { repeat 3 { msleep 9ms; lock L; delay 2ms; unlock L } }
at 33ms { mod_timer t1 +600j; timer_reduce t1 +90j }
run 30ms
hold cpu 1
run 10ms
release cpu 1
run 25ms
expect fired(t1).count == 3
step mod_timer here +9j -> r
step 9
