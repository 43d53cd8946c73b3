# SPDX-License-Identifier: GPL-3.0-or-later
# needs: locals
# The way of signals from other sources, as text: a CPU timer, setitimer(), an
# ignored signal, sigtimedwait(), a signal that ends its process; under 6.18.
machine cpus=1 highres=on kernel=6.18
run 20ms
process p1
sigaction p1 SIGPROF handler { nop }
sigaction p1 SIGUSR1 handler { nop }
timer_create p1 CLOCK_PROCESS_CPUTIME_ID SIGUSR1 -> t1
timer_settime p1 t1 value=10ms interval=10ms
show signals
call p1 burn user 30ms
break cpu_timer_fire
continue
step 3
show signals
delete
break posixtimer_send_sigqueue
continue
step 8
show signals
delete
run 30ms
timer_settime p1 t1 value=0s
setitimer p1 ITIMER_PROF value=20ms
show signals
call p1 burn sys 25ms
break send_signal_locked
continue
step 2
show signals
delete
run 30ms
setitimer p1 ITIMER_REAL value=20ms
sigaction p1 SIGALRM SIG_IGN
break prepare_signal
continue
step
show signals
delete
run 10ms
why p1 SIGALRM
block p1 SIGTERM
call p1 sigtimedwait SIGTERM -> r
run 1ms
show processes
call kill p1 SIGTERM
break collect_signal
continue
step
show signals
delete
run 1ms
expect r.rc == 15
call kill p1 SIGUSR2
break die_of
break complete_signal
continue
step 3
show signals
delete
run 1ms
show signals
show processes
why p1 SIGALRM
why p1
# set again under 6.18 while its signal waits
process p2
sigaction p2 SIGALRM handler { nop }
block p2 SIGALRM
timer_create p2 CLOCK_MONOTONIC SIGALRM -> t2
timer_settime p2 t2 value=5ms interval=5ms
run 6ms
timer_settime p2 t2 value=50ms
show signals p2
