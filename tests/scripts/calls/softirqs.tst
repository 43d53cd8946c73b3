# SPDX-License-Identifier: GPL-3.0-or-later
# Softirqs run at the end of an interrupt, in the order of their numbers, one
# after another; not while they are disabled.
machine cpus=1
local_bh_disable
raise_softirq RCU
raise_softirq TIMER
raise_softirq HI
run 5ms
expect count(softirq_entry) == 0
expect count(softirq_raise) == 3
local_bh_enable
expect count(softirq_entry, vec=HI) == 1
expect order(first(softirq_entry, vec=HI), first(softirq_exit, vec=HI), first(softirq_entry, vec=TIMER))
expect order(first(softirq_exit, vec=TIMER), first(softirq_entry, vec=RCU))
