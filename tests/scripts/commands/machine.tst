# SPDX-License-Identifier: GPL-3.0-or-later
# machine makes another one; reset starts over with the same kind.
machine cpus=4 hz=100 step_cost=10
machine
expect cpu.count == 4
add_timer t +3j
reset
machine
expect now == 0ms
expect steps == 0
machine hz=1000
expect jiffies == 4294667296j
