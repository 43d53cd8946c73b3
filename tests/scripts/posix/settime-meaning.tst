# SPDX-License-Identifier: GPL-3.0-or-later
# timer_settime(), assertion by assertion: armed, disarmed, set anew, periodic
# or not, absolute, in the past, what was left before.
machine highres=on hz=1000
process p
sigaction p SIGUSR1 handler { nop }
timer_create p CLOCK_REALTIME SIGUSR1 -> t
# once, after the time and not before
timer_settime p t value=20ms
run 19999us
expect deliveries(p, SIGUSR1).count == 0
run 2us
expect deliveries(p, SIGUSR1).count == 1
run 100ms
expect deliveries(p, SIGUSR1).count == 1
# value zero stops it, whatever the interval
timer_settime p t value=10ms interval=10ms
run 5ms
timer_settime p t value=0s interval=10ms -> old
expect old.value == 5ms and old.interval == 10ms
run 100ms
expect deliveries(p, SIGUSR1).count == 1
timer_gettime p t -> g
expect g.value == 0s and g.interval == 0s
timer_settime p t value=0s -> old
expect old.value == 0s and old.interval == 0s
# set while it runs: the first setting is void
timer_settime p t value=10ms
run 5ms
timer_settime p t value=20ms
run 19ms
expect deliveries(p, SIGUSR1).count == 1
run 2ms
expect deliveries(p, SIGUSR1).count == 2
# first at value, then every interval
timer_settime p t value=5ms interval=20ms
run 6ms
expect deliveries(p, SIGUSR1).count == 3
run 60ms
expect deliveries(p, SIGUSR1).count == 6
timer_settime p t value=0s
# until a moment
clock_gettime p CLOCK_REALTIME -> c
expect c.value in [1735689600s, 1735689601s]
timer_settime p t value=1735689601:0 abs
timer_gettime p t -> g
expect g.value == 1735689601s - c.value
run 1s
expect deliveries(p, SIGUSR1).count == 7 and deliveries(p, SIGUSR1).at == 1s
# a moment that has passed: at once; periodic: with what was missed
timer_settime p t value=1735689600:500000000 abs
run 10us
expect deliveries(p, SIGUSR1).count == 8 and deliveries(p, SIGUSR1).overrun == 0
timer_settime p t value=1735689600:500000000 interval=100ms abs
run 10us
expect deliveries(p, SIGUSR1).count == 9 and deliveries(p, SIGUSR1).overrun >= 5
timer_settime p t value=0s
# a moment a long time ago on the monotonic clock; far more than can be
timer_create p CLOCK_MONOTONIC SIGUSR1 -> m
timer_settime p m value=1ns abs
run 10us
expect deliveries(p, SIGUSR1).count == 10
timer_settime p m value=9223372036854775807:0 -> r
expect r.rc == 0
timer_gettime p m -> g
expect g.value > 9000000000s
run 10s
expect deliveries(p, SIGUSR1).count == 10
# unknown flags are none; times that are no times; timers that are none
timer_settime p m value=1ms flags=0x40
run 2ms
expect deliveries(p, SIGUSR1).count == 11
timer_settime p m value=0:1000000000 -> r
expect r.errno == 22
timer_settime p m value=1s interval=0:-1 -> r
expect r.errno == 22
timer_settime p m value=1s interval=-1:0 -> r
expect r.errno == 22
timer_settime p m value=0:1000000001 abs -> r
expect r.errno == 22
timer_settime p 1234 value=1s -> r
expect r.errno == 22
timer_delete p m
timer_settime p m value=1s -> r
expect r.errno == 22
process q
timer_settime q t value=1s -> r
expect r.errno == 22
