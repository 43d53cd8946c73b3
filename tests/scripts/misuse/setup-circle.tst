# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 4
# error: Oops: a wild pointer was followed in detach_timer
# A timer that is armed twice comes after itself: its bucket's list is a circle.
# Readers go through it once, the kernel dies of it.
# args: --json circle.json
add_timer t +10j
timer_setup t
add_timer t +10j
print cpu[0].base[global].vectors[19]
expect count(timer_start, timer=t) == 2
show wheel
run 100ms
