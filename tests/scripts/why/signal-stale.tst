# SPDX-License-Identifier: GPL-3.0-or-later
# A timer that is set again while its signal is queued: 6.12 delivers the signal
# and leaves the timer alone.
machine cpus=1 highres=on
run 20ms
process p1
sigaction p1 SIGALRM handler { nop }
block p1 SIGALRM
timer_create p1 CLOCK_MONOTONIC SIGALRM -> t1
timer_settime p1 t1 value=5ms interval=5ms
run 6ms
why p1 SIGALRM
why t1
timer_settime p1 t1 value=50ms interval=5ms
why p1 SIGALRM
why t1
timer_settime p1 t1 value=0s
why p1.timer0
unblock p1 SIGALRM
run 1ms
why p1 SIGALRM
timer_delete p1 t1
why t1
