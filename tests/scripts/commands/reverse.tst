# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# Each reverse twin undoes its movement.
machine cpus=1 highres=off nohz=off
add_timer t +3j
step mod_timer t +5j
step 3
reverse-step
step
rs 2
step 2
next
reverse-next
reverse-finish
run 10ms
tick
expect now == 12ms
reverse-tick
expect now == 8ms
event
reverse-event
reverse-run 5ms
expect now == 3ms
break mod_timer
reverse-continue
expect now == 0ms
reverse-until
