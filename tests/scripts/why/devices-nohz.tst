# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# One-shot mode; a tick that is stopped; a sleeper with an hrtimer.
machine cpus=2 hz=250 highres=on nohz=on
why tick
why jiffies
task p cpu=1 { usleep_range 20ms 21ms }
run 50ms
add_timer t +100j
run 60ms
why tick
why cpu 0
why lapic cpu 1
task q cpu=1 { usleep_range 20ms 21ms }
run 2ms
why q
fault device lapic cpu=1 lose=1
why lapic cpu 1
