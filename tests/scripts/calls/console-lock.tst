# SPDX-License-Identifier: GPL-3.0-or-later
# A call may leave a lock held: the next typed calls run all the same, with it
# held, and other tasks wait until it is given back.
machine cpus=1
task p { sleep 2j; printk "p" }
run 1ms
lock L
nop
mod_timer t +3j
run 40ms
expect L.owner_cpu == 0
expect count(console, msg == "p") == 0
expect fired(t)
unlock L
run 1ms
expect count(console, msg == "p") == 1
nop
