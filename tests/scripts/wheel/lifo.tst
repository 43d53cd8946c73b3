# SPDX-License-Identifier: GPL-3.0-or-later
# Within one bucket the timer that was started last runs first.
timer_setup a
timer_setup b
timer_setup c
add_timer a +5j
add_timer b +5j
add_timer c +5j
run 10j
expect order(c, b, a)
expect not order(a, b)
expect fired(a).jiffies == fired(c).jiffies

# But not across buckets.
add_timer a +3j
add_timer b +4j
run 10j
expect last(timer_expire_entry, timer=a).number < last(timer_expire_entry, timer=b).number
