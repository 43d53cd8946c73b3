# SPDX-License-Identifier: GPL-3.0-or-later
# mod_timer_pending() never starts a timer.
timer_setup t
mod_timer_pending t +5j -> idle
expect idle.rc == 0
timer_pending t -> p
expect p.rc == 0
add_timer t +50j
mod_timer_pending t +5j -> pending
expect pending.rc == 1
timer_pending t -> p
expect p.rc == 1
run 10j
expect fired(t).jiffies == 4294892302j
