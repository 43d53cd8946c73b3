# SPDX-License-Identifier: GPL-3.0-or-later
# hrtimer_start gives a callback: a body of its own, that of another hrtimer, none.
machine cpus=1
run 10ms
hrtimer_setup g { printk "g's" }
hrtimer_start h +500us fn=g_fn
expect last(hrtimer_start, hrtimer=h).function == "g_fn"
run 1ms
expect count(console, msg contains "g's") == 1 and not fired(g)
hrtimer_start h +500us { printk "own"; hrtimer_start h +1ms { printk "later" } }
expect last(hrtimer_start, hrtimer=h).function == "h_fn"
run 1ms
expect count(console, msg contains "own") == 1
# armed in the callback, which ends all the same
expect last(hrtimer_start, hrtimer=h).function == "h_fn"
run 1ms
expect count(console, msg contains "later") == 1
# an armed one is moved, and gets another callback
hrtimer_start h +500us fn=g_fn
hrtimer_start h +700us fn=program_hrtimer_fn
run 1ms
expect fired(h).at == 13700us and last(hrtimer_expire_entry, hrtimer=h).function == "program_hrtimer_fn"
expect count(console) == 3
# a block without statements is a callback without any
hrtimer_start g +100us { }
run 1ms
expect fired(g) and count(console) == 3
# in one body, before anything of it has run; one that nobody has set up
task p { hrtimer_setup k { printk "k's" }; hrtimer_start new +1ms fn=k_fn clock=tai }
run 2ms
expect hrtimer(new).base == tai and count(console, msg contains "k's") == 1
