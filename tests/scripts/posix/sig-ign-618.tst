# SPDX-License-Identifier: GPL-3.0-or-later
# The same on kernel 6.18: the timer is parked at its first expiry, and comes
# back at once when somebody wants the signal.
machine highres=on hz=1000 kernel=6.18
process p
sigaction p SIGUSR1 SIG_IGN
timer_create p CLOCK_MONOTONIC SIGUSR1 -> t
timer_settime p t value=10ms interval=10ms
run 55ms
expect count(hrtimer_expire_entry, function=posix_timer_fn) == 1
expect p.timers.posix_timer[0].parked
timer_gettime p t -> g
expect g.value == 5ms
sigaction p SIGUSR1 handler { nop }
run 10us
expect deliveries(p, SIGUSR1).count == 1 and deliveries(p, SIGUSR1).overrun == 4
run 10ms
expect deliveries(p, SIGUSR1).count == 2 and deliveries(p, SIGUSR1).overrun == 0
# blocked and ignored: it is queued; taken and dropped when it is
# unblocked, and the next one parks the timer
block p SIGUSR1
sigaction p SIGUSR1 SIG_IGN
run 20ms
expect p.pending contains "SIGUSR1" or p.timers.posix_timer[0].parked
unblock p SIGUSR1
run 11ms
expect p.timers.posix_timer[0].parked
timer_delete p t
expect nr_sigqueues == 0
