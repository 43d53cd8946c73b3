# SPDX-License-Identifier: GPL-3.0-or-later
# A softirq raised in plain code has no interrupt to end: ksoftirqd is woken.
machine cpus=1
raise_softirq NET_RX
run 1ms
expect first(sched_wakeup, comm="ksoftirqd/0").at == 0ms
expect count(softirq_entry, vec=NET_RX) == 1
expect count(sched_switch, next_comm="ksoftirqd/0") == 1
# softirqs that come faster than they are served: after two milliseconds it
# takes over, and shares the CPU with the tasks
timer_setup t { raise_softirq TIMER; delay 5ms; rearm +1j }
add_timer t +1j
run 40ms
expect count(sched_switch, next_comm="ksoftirqd/0") > 1
expect count(softirq_entry, vec=TIMER) > 3
expect cpu[0].softirq_pending == 0
