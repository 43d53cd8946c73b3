# SPDX-License-Identifier: GPL-3.0-or-later
# task starts a task, here or on another CPU; exit leaves its body early.
task p cpu=1 { burn 1ms; exit; printk "never" }
task q { printk "q runs"; call printk "in the background" -> c }
run 10ms
expect count(console, msg == "never") == 0
expect count(console, msg == "q runs") == 1
expect count(console, msg == "in the background") == 1
expect c.returned
expect c.errno == 0
expect count(sched_wakeup_new, target_cpu=1) >= 1
