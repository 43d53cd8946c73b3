# SPDX-License-Identifier: GPL-3.0-or-later
# The duty to advance jiffies is given up with the tick, and taken by whoever
# ticks next.
machine cpus=3 nohz=on highres=on
run 9ms
expect tick_do_timer_cpu == -1
on cpu 2 task p cpu=2 { burn 30ms }
run 20ms
expect tick_do_timer_cpu == 2
expect jiffies == 4294892296j + 7j
task q { burn 30ms }
run 8ms
expect tick_do_timer_cpu == 2
run 40ms
expect tick_do_timer_cpu == -1
expect cpu[2].tick_sched.tick_stopped == 1
