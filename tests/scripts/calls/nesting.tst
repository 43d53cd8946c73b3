# SPDX-License-Identifier: GPL-3.0-or-later
# An expiry: interrupt, then softirq on the interrupted stack, then the callback.
machine cpus=1 highres=off nohz=off
timer_setup t { burn 5ms }
add_timer t +2j
run 20j
expect order(first(irq_handler_entry, at == 12ms), first(softirq_raise, vec=TIMER), first(irq_handler_exit, at == 12ms), first(softirq_entry, vec=TIMER), first(timer_expire_entry), first(timer_expire_exit), first(softirq_exit, vec=TIMER))
# the next tick cuts into the callback, but its softirq must wait
expect order(first(timer_expire_entry), first(irq_handler_entry, at == 16ms), first(timer_expire_exit))
expect count(softirq_entry, at == 16ms) == 0
