# SPDX-License-Identifier: GPL-3.0-or-later
# The signals pane with long lists: two threads, one of which has entries of its
# own; real-time signals in order; stopped; two handlers within each other.
machine cpus=2 highres=on
focus signals
run 20ms
process p1
thread p1 worker cpu=1
sigaction p1 SIGUSR1 handler { burn user 3ms }
sigaction p1 SIGUSR2 handler mask=SIGUSR1 { burn user 2ms }
sigaction p1 SIGRTMIN+1 SA_RESTART handler { nop }
sigaction p1 SIGCHLD SIG_IGN
block p1 SIGUSR1|SIGUSR2|SIGRTMIN+1
block worker all
timer_create p1 CLOCK_MONOTONIC SIGUSR1 sival=7 -> t1
timer_settime p1 t1 value=10ms interval=10ms
timer_create p1 CLOCK_MONOTONIC SIGUSR2 notify=SIGEV_THREAD_ID tid=worker -> t3
timer_settime p1 t3 value=15ms
sigqueue p1 SIGRTMIN+1 value=3
sigqueue p1 SIGRTMIN+1 value=4
kill p1 SIGUSR2
run 35ms
screen 120x36
key g Down Down Down Down z / w o r k Enter > Enter
screen 100x24
key z
kill p1 SIGSTOP
run 1ms
screen 80x24
kill p1 SIGCONT
run 1ms
key g
call p1 unblock SIGUSR1|SIGUSR2
run 500us
screen 100x34
run 3ms
show signals p1
kill p1 SIGSTOP
run 5ms
kill p1 SIGUSR1
kill p1 SIGTERM
show signals p1
kill p1 SIGCONT
run 1ms
show signals p1
