# SPDX-License-Identifier: GPL-3.0-or-later
# Two tasks of one CPU share it in slices of 100 ms.
machine cpus=1
task a { burn 150ms; printk "a done" }
task b { burn 150ms; printk "b done" }
run 400ms
expect count(console, msg == "a done") == 1
expect count(console, msg == "b done") == 1
expect first(console, msg == "a done").at < 300ms or first(console, msg == "b done").at < 300ms
expect last(console).at == 300ms
expect count(sched_switch) >= 4
