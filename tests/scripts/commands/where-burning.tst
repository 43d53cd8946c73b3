# SPDX-License-Identifier: GPL-3.0-or-later
# A callback's burn is no user-mode work; a task's is.
machine cpus=1
timer_setup t { burn 1ms }
add_timer t +1j
run until 8500us
cpu 0
run 4ms
call burn 3ms
run 1ms
cpu 0
