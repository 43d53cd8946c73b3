# SPDX-License-Identifier: GPL-3.0-or-later
# A woken task preempts the running one, but not while preemption is off.
machine cpus=1
task other { sleep 1j; printk "other" }
task bg { preempt_disable; burn 20ms; preempt_enable; printk "bg" }
run 30ms
expect first(console, msg == "other").at == 20ms
expect order(first(console, msg == "other"), first(console, msg == "bg"))
expect last(sched_wakeup, comm=other).at == 8ms
