# SPDX-License-Identifier: GPL-3.0-or-later
# The cure: interrupts off while the lock is held.
timer_setup t { lock L; unlock L }
add_timer t +2j
lock_irqsave L
run 10j
expect not fired(t)
unlock_irqrestore L
run 2j
expect fired(t)
