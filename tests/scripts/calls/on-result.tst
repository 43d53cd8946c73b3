# SPDX-License-Identifier: GPL-3.0-or-later
# A block of `on` or `at` has a result: that of its last call, when all of it is
# over.
timer_setup t
on cpu 1 { add_timer t +5j; sleep 10ms; timer_delete t } -> r
expect r.returned
expect r.rc == 1
expect r.at >= 10ms
at +10ms { timer_delete t } -> s
expect not s.returned
run 20ms
expect s.returned
expect s.rc == 0
on cpu 1 { } -> e
expect e.returned
on cpu 1 { add_timer t +5j } -> r
expect r.rc == 0
