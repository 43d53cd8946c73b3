# SPDX-License-Identifier: GPL-3.0-or-later
# An idle CPU: next begins it, goes over interrupts from where it halts, and ends.
# args: --max-time 5
machine cpus=2 highres=off nohz=off
next
expect steps == 1
run 5ms
expect now == 5ms
next
expect now == 8ms
next
expect now == 8ms
cpu 1
next
expect now == 8ms
mod_timer t +3j
next 3
