# SPDX-License-Identifier: GPL-3.0-or-later
# start parks a call at its first statement and holds its CPU.
start mod_timer t +3j
expect cpu[0].held
run 10ms
expect count(timer_start, timer=t) == 0
release cpu 0
run 1ms
expect count(timer_start, timer=t) == 1
