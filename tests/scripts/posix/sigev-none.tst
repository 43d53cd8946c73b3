# SPDX-License-Identifier: GPL-3.0-or-later
# SIGEV_NONE: nothing is sent, and timer_gettime() tells as if the timer ran:
# on its grid when it is periodic, zero afterwards when it is not.
machine highres=on hz=1000
process p
timer_create p CLOCK_MONOTONIC SIGUSR1 notify=SIGEV_NONE -> t
timer_settime p t value=10ms interval=7ms
run 5ms
timer_gettime p t -> g
expect g.value == 5ms and g.interval == 7ms
run 20ms
# expired at 10, 17 and 24 ms
timer_gettime p t -> g
expect g.value == 6ms
timer_getoverrun p t -> o
expect o.rc == 0
timer_settime p t value=10ms -> old
expect old.value == 6ms and old.interval == 7ms
run 20ms
timer_gettime p t -> g
expect g.value == 0s and g.interval == 0s
# any signal number will do, as it is not looked at
timer_create p CLOCK_MONOTONIC 99 notify=SIGEV_NONE -> r
expect r.rc == 0
# the same on a CPU clock
timer_create p CLOCK_PROCESS_CPUTIME_ID SIGUSR1 notify=SIGEV_NONE -> c
timer_settime p c value=10ms interval=10ms
call p burn user 25ms
run 30ms
timer_gettime p c -> g
expect g.value in [4ms, 6ms] and g.interval == 10ms
expect not p.exited and count(signal_generate) == 0
