# SPDX-License-Identifier: GPL-3.0-or-later
# Many signals unblocked at once: taken lowest number first, and of one number
# in the order they came; but each next handler is put on top of the ones
# before, so that the last that was taken runs first. With masks that keep them
# apart, one after the other.
process p
sigaction p SIGRTMIN handler mask=all { printk "rt0" }
sigaction p SIGRTMIN+1 handler mask=all { printk "rt1" }
sigaction p SIGUSR1 handler mask=all { printk "usr1" }
block p all
sigqueue p SIGRTMIN+1 value=1
sigqueue p SIGRTMIN value=2
sigqueue p SIGRTMIN value=3
kill p SIGUSR1
sigqueue p SIGRTMIN+1 value=4
unblock p all
run 1ms
expect count(signal_deliver) == 5
expect order(first(signal_deliver, sig=10), first(signal_deliver, value=2), first(signal_deliver, value=3), first(signal_deliver, value=1), first(signal_deliver, value=4))
expect order(first(console, msg="usr1"), first(console, msg="rt0"), first(console, msg="rt1"))
# without masks: the frames pile up, and unwind from the top
sigaction p SIGUSR1 handler { printk "A" }
sigaction p SIGUSR2 handler { printk "B" }
block p SIGUSR1|SIGUSR2
kill p SIGUSR1
kill p SIGUSR2
unblock p SIGUSR1|SIGUSR2
run 1ms
expect order(first(signal_deliver, sig=12), first(console, msg="B"), first(console, msg="A"))
