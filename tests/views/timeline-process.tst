# SPDX-License-Identifier: GPL-3.0-or-later
# The timeline of a process: a POSIX timer whose signal is blocked for a while, one
# on a CPU clock, interval timers, a timerfd, a sleep; user mode and kernel mode;
# while the signal waits, when it is taken, and back in time.
# args: --history
machine cpus=1 hz=250 highres=on nohz=on
key 6 z
process p1 { burn user 3ms; burn sys 3ms; nanosleep 5ms; sigprocmask SIG_BLOCK SIGALRM; burn user 20ms; sigprocmask SIG_UNBLOCK SIGALRM; burn 10ms }
sigaction p1 SIGALRM handler { burn user 300us }
sigaction p1 SIGPROF handler { burn user 300us }
timer_create p1 CLOCK_MONOTONIC SIGALRM -> t1
timer_create p1 CLOCK_PROCESS_CPUTIME_ID SIGALRM -> t2
timer_settime p1 t1 value=10ms interval=4ms
timer_settime p1 t2 value=6ms
timerfd_create p1 CLOCK_MONOTONIC -> fd
timerfd_settime p1 fd value=7ms
setitimer p1 ITIMER_PROF value=15ms
setitimer p1 ITIMER_REAL value=18ms
key + + +
run 8ms
screen 80x18
run 17ms
screen 80x18
key / timer0 Enter
screen 80x18
run 7ms
screen 80x18
key / timer1 Enter
screen
key / ITIMER_PROF Enter
screen
key / real_timer Enter
screen
key Up Up Up Up Up Up
screen
key Home > > > > > > > >
screen
key g
screen
# three rows
screen 120x40
goto 20ms
screen 80x18
