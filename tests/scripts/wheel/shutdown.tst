# SPDX-License-Identifier: GPL-3.0-or-later
# After a shutdown the timer cannot be armed: silently refused.
timer_setup t
add_timer t +5j
timer_shutdown t -> r
expect r.rc == 1
add_timer t +5j
mod_timer t +5j -> m
timer_reduce t +5j -> d
timer_pending t -> p
expect m.rc == 0
expect d.rc == 0
expect p.rc == 0
run 20j
expect not fired(t)
timer_shutdown_sync t -> again
expect again.rc == 0
# only a new timer_setup() revives it
timer_setup t
add_timer t +5j
run 10j
expect fired(t).count == 1
