# SPDX-License-Identifier: GPL-3.0-or-later
# add_timer_on() chooses the CPU; mod_timer() brings the timer to the caller's.
add_timer_on t 1 +5j
expect last(timer_start, timer=t).cpu == 1
mod_timer t +20j -> r
expect r.rc == 1
expect last(timer_start, timer=t).cpu == 0
run 30j
expect last(timer_expire_entry, timer=t).cpu == 0
add_timer_on t cpu=1 +5j
run 10j
expect last(timer_expire_entry, timer=t).cpu == 1
add_timer_on t 1 +5j
add_timer_on t 0 +5j
expect count(console, msg contains "WARNING: add_timer_on() of a pending timer") == 1
