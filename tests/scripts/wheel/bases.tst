# SPDX-License-Identifier: GPL-3.0-or-later
# Three wheels a CPU: pinned timers are local, others global, deferrable ones in a
# wheel of their own. The flags are traced as D|P|I.
timer_setup plain
timer_setup pin pinned
timer_setup defer deferrable
timer_setup both deferrable pinned
timer_setup safe irqsafe
add_timer plain +5j
add_timer pin +5j
add_timer defer +5j
add_timer both +5j
add_timer safe +5j
expect first(timer_start, timer=plain).flags == 0
expect first(timer_start, timer=pin).flags contains pinned
expect first(timer_start, timer=defer).flags contains deferrable
expect first(timer_start, timer=safe).flags contains irqsafe
expect timer(pin).base == local
expect timer(plain).base == global
expect timer(safe).base == global
expect timer(defer).base == def
expect timer(both).base == def
run 10j
expect order(pin, plain, defer)
expect fired(both) and fired(safe)
