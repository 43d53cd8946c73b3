# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# undo takes the last input back, redo gives it again; a new one makes a branch.
timer_setup t
add_timer t +3j
run 10ms
add_timer u +3j
undo
expect count(timer_start) == 1
redo
expect count(timer_start) == 2
goto start
add_timer v +9j
expect count(timer_start) == 1
info branches
branch 2
expect now == 10ms
expect count(timer_start) == 2
info inputs
