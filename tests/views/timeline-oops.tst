# SPDX-License-Identifier: GPL-3.0-or-later
# The timeline in ASCII: user mode, the kernel's, a signal blocked; then a freed
# timer's callback, and the CPU is dead.
# args: --history --ascii
machine cpus=2 hz=250 highres=on nohz=on
key 6 z
process p1 { burn user 8ms; sigprocmask SIG_BLOCK SIGALRM; burn sys 12ms; sigprocmask SIG_UNBLOCK SIGALRM; burn 10ms }
sigaction p1 SIGALRM handler { burn user 300us }
timer_create p1 CLOCK_MONOTONIC SIGALRM -> t1
timer_settime p1 t1 value=10ms interval=3ms
run 26ms
key + +
screen 80x14
timer_setup bad { nop }
add_timer bad +1j
kfree bad
catch oops
run 20ms
key Up Up Up Up Up Up Up
screen
