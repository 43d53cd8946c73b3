# SPDX-License-Identifier: GPL-3.0-or-later
# needs: locals
# The processes pane: empty; threads that run, sleep, wait; timers on all kinds
# of clocks; files; a process that stops, and one that has ended.
machine cpus=2 highres=on
focus processes
screen
run 20ms
process p1
thread p1 worker cpu=1
timer_create p1 CLOCK_MONOTONIC SIGUSR1 sival=7 -> t1
timer_settime p1 t1 value=100ms interval=10ms
timer_create p1 CLOCK_PROCESS_CPUTIME_ID SIGRTMIN+1 -> t2
timer_settime p1 t2 value=10s
timer_create p1 CLOCK_THREAD_CPUTIME_ID SIGUSR1 notify=SIGEV_NONE -> t3
timer_create p1 CLOCK_REALTIME SIGUSR1 notify=SIGEV_THREAD_ID tid=worker -> t4
setitimer p1 ITIMER_REAL value=5s interval=1s
setitimer p1 ITIMER_VIRTUAL value=30ms
setitimer p1 ITIMER_PROF value=50ms interval=10ms
timerfd_create p1 CLOCK_MONOTONIC -> fd
timerfd_settime p1 fd value=100ms interval=50ms
signalfd p1 SIGUSR1|SIGUSR2 SFD_NONBLOCK -> sfd
call p1 read fd -> c
call worker burn user 9ms
run 5ms
screen 80x24
key z
screen 80x24
screen 200x60
key z Down Down Down Enter
run 4ms
call worker nanosleep 20ms
run 1ms
screen 130x40
call worker sigtimedwait SIGUSR2 timeout=1s
kill p1 SIGSTOP
run 1ms
show processes
process p3
fork p3 p2 { exit_group status=3 }
kill p1 SIGKILL
run 1ms
show processes
show processes p3
