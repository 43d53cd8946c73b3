# SPDX-License-Identifier: GPL-3.0-or-later
# kernel=6.12: the signal of an old setting is delivered, but re-arms nothing.
process p1
sigaction p1 SIGUSR1 handler { nop }
block p1 SIGUSR1
timer_create p1 CLOCK_MONOTONIC SIGUSR1 -> t1
timer_settime p1 t1 value=10ms interval=10ms
run 15ms
timer_settime p1 t1 value=1s
unblock p1 SIGUSR1
expect deliveries(p1, SIGUSR1).count == 1
timer_gettime p1 t1 -> g
expect g.value in [999ms, 1s] and g.interval == 0s
run 2s
expect deliveries(p1, SIGUSR1).count == 2
