# SPDX-License-Identifier: GPL-3.0-or-later
# Two signals taken at once make two frames: the second handler runs first.
# With sa_mask it waits until the first has returned.
process p1
sigaction p1 SIGUSR1 handler { printk one; burn 1ms; printk "one done" }
sigaction p1 SIGUSR2 handler { printk two; burn 1ms; printk "two done" }
block p1 SIGUSR1|SIGUSR2
kill p1 SIGUSR2
kill p1 SIGUSR1
unblock p1 SIGUSR1|SIGUSR2
run 5ms
expect order(first(console, msg="two"), first(console, msg="two done"), first(console, msg="one"))
sigaction p1 SIGUSR1 handler mask=SIGUSR2 { printk three; burn 1ms; printk "three done" }
block p1 SIGUSR1|SIGUSR2
kill p1 SIGUSR2
kill p1 SIGUSR1
unblock p1 SIGUSR1|SIGUSR2
run 5ms
expect order(first(console, msg="three"), first(console, msg="three done"), last(console, msg="two"))
expect deliveries(p1).count == 4
expect p1.main.blocked == 0
