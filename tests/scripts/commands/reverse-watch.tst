# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# reverse-continue finds who changed it last.
machine cpus=1
timer_setup t
add_timer t +3j
run 50ms
watch timer(t).pending
reverse-continue
expect jiffies == 4294892300j
reverse-continue
expect now == 0ms
