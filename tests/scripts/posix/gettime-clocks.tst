# SPDX-License-Identifier: GPL-3.0-or-later
# After each expiry of a periodic timer what remains is less than its interval,
# on every clock; a long pause between does not lose the grid.
machine highres=on hz=1000
process p
block p SIGUSR1
timer_create p CLOCK_REALTIME SIGUSR1
timer_create p CLOCK_MONOTONIC SIGUSR1
timer_create p CLOCK_BOOTTIME SIGUSR1
timer_create p CLOCK_TAI SIGUSR1
timer_create p CLOCK_REALTIME_ALARM SIGUSR1
timer_create p CLOCK_BOOTTIME_ALARM SIGUSR1 -> made
expect made.rc == 0
timer_settime p 0 value=50ms interval=10ms
timer_settime p 1 value=50ms interval=10ms
timer_settime p 2 value=50ms interval=10ms
timer_settime p 3 value=50ms interval=10ms
timer_settime p 4 value=50ms interval=10ms
timer_settime p 5 value=50ms interval=10ms
run 20ms
timer_gettime p 0 -> g
expect g.value == 30ms
run 133ms
timer_gettime p 0 -> a
timer_gettime p 1 -> b
timer_gettime p 2 -> c
timer_gettime p 3 -> d
timer_gettime p 4 -> e
timer_gettime p 5 -> f
expect a.value == 7ms and b.value == 7ms and c.value == 7ms and d.value == 7ms
expect e.value == 7ms and f.value == 7ms
# six entries of one standard signal: one a timer, first come first served
expect p.queue.count == 6
sigtimedwait p SIGUSR1 timeout=0s -> s
expect s.timerid == 0 and s.overrun == 10
timer_getoverrun p 0 -> o
expect o.rc == 10
timer_getoverrun p 1 -> o
expect o.rc == 0
sigtimedwait p SIGUSR1 timeout=0s -> s
expect s.timerid == 1 and s.overrun == 10
