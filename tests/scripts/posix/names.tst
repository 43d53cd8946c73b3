# SPDX-License-Identifier: GPL-3.0-or-later
# timer_delete is one word: what it is given says which call it is.
process p1
add_timer w +100j
timer_create p1 CLOCK_MONOTONIC SIGUSR1 -> t1
timer_delete w -> r
expect r.rc == 1
timer_delete p1 t1 -> r
expect r.rc == 0
timer_delete p1 0 -> r
expect r.errno == 22
process p2 { timer_create CLOCK_MONOTONIC SIGUSR1 -> t2; timer_delete t2 -> d }
run 1ms
expect d.rc == 0
add_timer own +1j
timer_setup t3 { timer_delete own }
add_timer t3 +5j
run 100ms
expect fired(t3)
show posix p1
