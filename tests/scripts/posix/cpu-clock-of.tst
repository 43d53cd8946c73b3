# SPDX-License-Identifier: GPL-3.0-or-later
# The CPU clocks of other processes and threads: read, timed by, slept on, and
# refused.
machine highres=on hz=1000 cpus=2
process p
thread p worker cpu=1
process other cpu=1
call other burn user 30ms
run 100ms
clock_getcpuclockid p other -> c
expect c.rc == 0 and c.clock == 0 - (other.pid + 1) * 8 + 2
clock_gettime p c -> r
expect r.rc == 0 and r.value == 30ms
clock_getres p c -> r
expect r.rc == 0 and r.value == 1ns
clock_settime p c 1s -> r
expect r.errno == 1
# a timer on it, and a sleep
sigaction p SIGUSR1 handler { nop }
timer_create p c SIGUSR1 -> t
expect t.rc == 0
timer_settime p t value=20ms
call p clock_nanosleep c 25ms -> s
run 100ms
expect deliveries(p, SIGUSR1).count == 0 and not s.returned
call other burn user 24ms
run 50ms
expect deliveries(p, SIGUSR1).count == 1 and s.rc == -4 and s.value in [4ms, 6ms]
# one's own by 0 and by number; a thread's
clock_getcpuclockid p 0 -> me
clock_gettime p me -> a
clock_gettime p CLOCK_PROCESS_CPUTIME_ID -> b
expect a.rc == 0 and b.value >= a.value
pthread_getcpuclockid p worker -> w
expect w.rc == 0
call worker burn user 12ms
run 20ms
clock_gettime p w -> r
expect r.value == 12ms
clock_nanosleep worker w 1ms -> r
expect r.errno == 22
# threads of others are not for us; nobody's
pthread_getcpuclockid other worker -> r
expect r.errno == 3
clock_getcpuclockid p worker -> r
expect r.errno == 3
clock_getcpuclockid p 999999 -> r
expect r.errno == 3
# its end is the end of its clock; the timer is still there
kill other SIGKILL
run 1ms
clock_gettime p c -> r
expect r.errno == 22
timer_settime p t value=20ms -> r
expect r.errno == 3
timer_gettime p t -> r
expect r.rc == 0 and r.value == 0s
timer_delete p t -> r
expect r.rc == 0
