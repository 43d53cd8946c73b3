# SPDX-License-Identifier: GPL-3.0-or-later
# While its callback runs on CPU 1, a timer stays on CPU 1's wheel, whoever arms it.
timer_setup t { burn 3ms }
on cpu 1 add_timer t +2j
on cpu 0 { until count(timer_expire_entry, timer=t) == 1 { delay 100us } }
mod_timer t +10j
expect last(timer_start, timer=t).cpu == 1
timer_delete_sync t
mod_timer t +10j
expect last(timer_start, timer=t).cpu == 0
