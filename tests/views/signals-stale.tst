# SPDX-License-Identifier: GPL-3.0-or-later
# needs: locals
# What is said while a signal of a timer is taken: of an old setting, of a
# oneshot.
machine cpus=1 hz=250 highres=on kernel=6.18
process p1
sigaction p1 SIGUSR1 handler { nop }
block p1 SIGUSR1
timer_create p1 CLOCK_MONOTONIC SIGUSR1 -> t1
timer_settime t1 value=10ms
run 30ms
timer_settime t1 value=1s
break posixtimer_deliver_signal
unblock p1 SIGUSR1
show signals
continue
timer_settime t1 value=1ms
run 10ms
show signals
