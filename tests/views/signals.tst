# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# needs: locals
# The signals pane: empty; a POSIX timer's expiry, function by function, to its
# handler, and a step back.
machine cpus=2 highres=on
focus signals
screen
key Down Enter
run 20ms
process p1
sigaction p1 SIGALRM handler { burn user 2ms }
timer_create p1 CLOCK_MONOTONIC SIGALRM sival=7 -> t1
timer_settime p1 t1 value=10ms interval=10ms
screen
break posix_timer_fn
break queue_sigqueue
break complete_signal
break dequeue_signal
break handle_signal
continue
step
screen
continue
step
continue
step
screen
continue
step
continue
step 4
screen
reverse-continue
screen
delete
run 1ms
screen
