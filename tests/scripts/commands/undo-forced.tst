# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# `cpu N step` is one command: undo takes all of it back, redo gives all of it.
add_timer t +3j
run 1ms
cpu 1 step
cpu 1 add_timer u +3j
expect forced_cpu == -1
undo
expect forced_cpu == -1
expect count(timer_start) == 1
undo
expect forced_cpu == -1
expect now == 1ms
redo
expect forced_cpu == -1
redo
expect forced_cpu == -1
expect count(timer_start) == 2
