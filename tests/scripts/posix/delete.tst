# SPDX-License-Identifier: GPL-3.0-or-later
# timer_delete(): armed, expired, twice; whose timers they are; fork and exec.
machine highres=on hz=1000
process p
sigaction p SIGUSR1 handler { nop }
timer_create p CLOCK_MONOTONIC SIGUSR1 -> t
timer_settime p t value=10ms interval=10ms
run 5ms
timer_delete p t -> r
expect r.rc == 0
run 50ms
expect deliveries(p, SIGUSR1).count == 0
timer_delete p t -> r
expect r.errno == 22
timer_gettime p t -> r
expect r.errno == 22
timer_getoverrun p t -> r
expect r.errno == 22
# numbers go up, and are not given again soon
timer_create p CLOCK_MONOTONIC SIGUSR1 -> t
expect p.timers.posix_timer[1].signo == "SIGUSR1"
# a child has none of them, and begins at 0
timer_settime p t value=20ms
fork p c
timer_gettime c t -> r
expect r.errno == 22
timer_create c CLOCK_MONOTONIC SIGUSR2 -> tc
expect c.timers.posix_timer[0].signo == "SIGUSR2"
expect c.timers.posix_timer.count == 1
run 30ms
expect deliveries(p, SIGUSR1).count == 1 and deliveries(c, SIGUSR1).count == 0
# nor has it an alarm; exec deletes timers and what they have queued, and keeps the
# alarm
setitimer p ITIMER_REAL value=100ms
fork p d
getitimer d ITIMER_REAL -> g
expect g.value == 0s
block p SIGUSR1|SIGALRM
timer_settime p t value=1ms
run 2ms
expect p.pending contains "SIGUSR1"
exec p { getitimer ITIMER_REAL -> e; sigpending -> s; timer_gettime 1 -> r; timer_create CLOCK_MONOTONIC SIGUSR1 -> n; pause }
run 1ms
expect e.value in [90ms, 100ms] and not (s.mask contains "SIGUSR1") and r.errno == 22
expect n.rc == 0 and p.timers.posix_timer.count == 1
# the number goes on
expect p.timers.posix_timer[2].signo == "SIGUSR1"
run 100ms
expect p.pending contains "SIGALRM"
