# SPDX-License-Identifier: GPL-3.0-or-later
# nanosleep(), clock_nanosleep(): as long as asked for, what remains after a
# handler, a signal that kills, one that is ignored, a stop; moments that have
# passed; times that are none.
machine highres=on hz=1000
process p
process q
sigaction p SIGUSR1 handler SA_RESTART { burn user 2ms }
nanosleep p 30ms -> r
expect r.rc == 0 and r.at in [30ms, 30100us]
nanosleep p 0s -> r
expect r.rc == 0
# EINTR also with SA_RESTART; what remains is counted to the interruption
call p nanosleep 50ms -> c
run 20ms
kill p SIGUSR1
run 3ms
expect c.errno == 4 and c.value in [29ms, 31ms]
call p clock_nanosleep CLOCK_MONOTONIC 50ms -> c
run 20ms
kill p SIGUSR1
run 3ms
expect c.errno == 4 and c.value in [29ms, 31ms]
# until a moment nothing is written
call p clock_nanosleep CLOCK_MONOTONIC 1s abs -> c
run 20ms
kill p SIGUSR1
run 3ms
expect c.errno == 4 and c.value == 0s
# without a place for it: no harm
call p nanosleep 50ms rem=NULL -> c
run 20ms
kill p SIGUSR1
run 3ms
expect c.errno == 4
call p nanosleep 50ms rem=badptr -> c
run 20ms
kill p SIGUSR1
run 3ms
expect c.errno == 14
# what is ignored, or blocked, is not noticed
block p SIGUSR2
call p nanosleep 50ms -> c
run 10ms
kill p SIGWINCH
kill p SIGUSR2
run 39ms
expect not c.returned
run 2ms
expect c.rc == 0
# a stop is not, either: it ends when it would have
call p nanosleep 50ms -> c
run 10ms
kill p SIGSTOP
run 10ms
expect p.main.state == stopped
kill p SIGCONT
run 29ms
expect not c.returned
run 2ms
expect c.rc == 0
# stopped for longer than that: at once
call p nanosleep 10ms -> c
run 5ms
kill p SIGSTOP
run 100ms
expect not c.returned
kill p SIGCONT
run 1ms
expect c.rc == 0
# the past
clock_nanosleep p CLOCK_REALTIME 1s abs -> r
expect r.rc == 0
clock_nanosleep p CLOCK_MONOTONIC 1ns abs -> r
expect r.rc == 0
# the default action of SIGALRM
call q nanosleep 10s -> c
alarm p 1
run 2s
expect p.exited and p.term_signal == "SIGALRM"
expect not c.returned and q.main.syscall == "nanosleep"
kill q SIGTERM
run 1ms
expect q.exited and q.term_signal == "SIGTERM"

process e
nanosleep e -1:0 -> r
expect r.errno == 22
nanosleep e 0:-1 -> r
expect r.errno == 22
nanosleep e 0:1000000000 -> r
expect r.errno == 22
nanosleep e badptr -> r
expect r.errno == 14
clock_nanosleep e 99 badptr -> r
expect r.errno == 22
clock_nanosleep e CLOCK_MONOTONIC_RAW 1ms -> r
expect r.errno == 95
clock_nanosleep e CLOCK_REALTIME_COARSE 1ms -> r
expect r.errno == 95
clock_nanosleep e CLOCK_THREAD_CPUTIME_ID 1ms -> r
expect r.errno == 95
clock_nanosleep e CLOCK_TAI 1ms -> r
expect r.rc == 0
clock_nanosleep e CLOCK_BOOTTIME 1ms -> r
expect r.rc == 0
