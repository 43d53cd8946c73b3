# SPDX-License-Identifier: GPL-3.0-or-later
# The clocks run together; setting one of them moves an offset, and TAI with it.
machine realtime0=1000000000
run 2500us
clock_gettime -> mono
expect mono.rc == 2500000
clock_gettime clock=realtime -> real
expect real.rc == 1000000000002500000
clock_gettime clock=boottime -> boot
expect boot.rc == mono.rc
gettimeofday -> day
expect day.rc == real.rc
clock_settime =1000003600s -> set
expect set.rc == 0
expect timekeeping.timekeeper.offs_real == 1000003600s - 2500us
expect timekeeping.timekeeper.wall_to_monotonic_sec == -1000003600
expect timekeeping.timekeeper.wall_to_monotonic_nsec == 2500000
run 1s
clock_gettime clock=realtime -> later
expect later.rc == 1000003601000000000
clock_gettime clock=tai -> tai
expect tai.rc == 1000003601000000000
clock_gettime -> mono2
expect mono2.rc == 1002500000
settimeofday +10s
clock_gettime clock=realtime -> third
expect third.rc == 1000003611000000000
# neither backwards beyond boot, nor another clock
clock_settime =1s -> early
expect early.errno == 22
clock_settime =5s clock=tai -> other
expect other.errno == 22
clock_gettime clock=realtime -> still
expect still.rc == 1000003611000000000
