# SPDX-License-Identifier: GPL-3.0-or-later
# A call that spins for what the prompt itself holds: the prompt comes back, and
# can give it back.
# args: --max-time 5
machine cpus=2
lock L
on cpu 1 { lock L; printk "mine now"; unlock L }
expect now == 0ns
expect count(console) == 0
run 10ms
expect count(console) == 0
unlock L
run 1ms
expect count(console, msg == "mine now") == 1
