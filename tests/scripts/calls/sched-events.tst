# SPDX-License-Identifier: GPL-3.0-or-later
# The scheduler's events have the kernel's fields, and expressions read them.
machine cpus=1
task p { msleep 5ms; burn 1s }
run 20ms
expect count(sched_wakeup_new, comm=p) == 1
expect count(sched_waking, comm=p) == 1
expect order(first(sched_waking, comm=p), first(sched_wakeup, comm=p))
expect count(sched_switch, prev_comm=p, prev_state == "D") == 1
nop
expect count(sched_switch, prev_comm=p, prev_state == "R+") == 1
expect last(sched_switch).next_comm == p
expect last(sched_switch).prev_state == "X"
expect last(sched_switch).prev_prio == 120
expect first(sched_switch).prev_pid == 0
expect last(sched_switch).next_pid == task(p).serial
