# SPDX-License-Identifier: GPL-3.0-or-later
# until a place; until the loop is over.
machine cpus=1
add_timer t +3j
until run_timer_softirq
expect now == 16ms
expect cpu[0].context == softirq
backtrace
