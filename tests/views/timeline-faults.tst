# SPDX-License-Identifier: GPL-3.0-or-later
# The timeline in ASCII: a callback that takes 10 ms, interrupts that are off for
# 12 ms, a storm, a device that fires late; then a signal.
# args: --history --ascii
key 6 z
reset
machine cpus=1 hz=250 highres=on nohz=off
run 10ms
hrtimer_setup long { delay 10ms }
hrtimer_start long +1ms
hrtimer_start late +2ms
run 16ms
key + +
screen 80x14
key / "late" Enter
screen
reset
machine cpus=1 hz=250 highres=off nohz=off
run 10ms
fault irqs_off for=12ms
run 24ms
screen
fault device lapic late=3ms
run 12ms
screen
fault storm every=500us for=5ms
run 10ms
screen
reset
machine cpus=1 hz=250 highres=on nohz=on
process p1
sigaction p1 SIGUSR1 handler { nop }
timer_create p1 CLOCK_MONOTONIC SIGUSR1 -> t1
timer_settime p1 t1 value=10ms interval=10ms
timer_setup slow { delay 6ms }
add_timer slow +1j
run 38ms
key g
screen
key + + Up Up Up Up Up < < <
screen
