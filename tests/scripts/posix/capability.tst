# SPDX-License-Identifier: GPL-3.0-or-later
# Alarm clocks take CAP_WAKE_ALARM, setting a clock CAP_SYS_TIME; what is asked
# before and after that.
process p1
timerfd_create p1 CLOCK_REALTIME_ALARM -> fd
expect fd.rc == 3
capset p1 none -> r
expect r.rc == 0
timer_create p1 CLOCK_REALTIME_ALARM SIGUSR1 -> r
expect r.errno == 1
# the sigevent and the id's pointer are looked at before the clock is asked
timer_create p1 CLOCK_BOOTTIME_ALARM 0 -> r
expect r.errno == 22
timer_create p1 CLOCK_BOOTTIME_ALARM SIGUSR1 timerid=badptr -> r
expect r.errno == 14
timer_create p1 CLOCK_BOOTTIME SIGUSR1 -> r
expect r.rc == 0
timerfd_create p1 CLOCK_BOOTTIME_ALARM -> r
expect r.errno == 1
timerfd_create p1 CLOCK_BOOTTIME_ALARM flags=1 -> r
expect r.errno == 22
timerfd_settime p1 fd value=1s -> r
expect r.errno == 1
timerfd_settime p1 fd value=0:1000000000 -> r
expect r.errno == 22
timerfd_settime p1 9 value=1s -> r
expect r.errno == 9
timerfd_gettime p1 fd -> r
expect r.rc == 0
clock_nanosleep p1 CLOCK_REALTIME_ALARM 1ms -> r
expect r.errno == 1
clock_nanosleep p1 CLOCK_REALTIME_ALARM 0:1000000000 -> r
expect r.errno == 22
clock_nanosleep p1 CLOCK_REALTIME_ALARM 1ms flags=4 -> r
expect r.errno == 22
clock_gettime p1 CLOCK_REALTIME_ALARM -> r
expect r.rc == 0
clock_settime p1 CLOCK_REALTIME 2000000000s -> r
expect r.errno == 1
clock_settime p1 CLOCK_REALTIME 0:1000000000 -> r
expect r.errno == 22
clock_settime p1 CLOCK_REALTIME badptr -> r
expect r.errno == 14
clock_settime p1 CLOCK_MONOTONIC 1s -> r
expect r.errno == 22
capset p1 CAP_WAKE_ALARM|CAP_SYS_TIME -> r
timer_create p1 CLOCK_REALTIME_ALARM SIGUSR1 -> t
expect t.rc == 0
clock_settime p1 CLOCK_REALTIME 2000000000s -> r
expect r.rc == 0
clock_gettime p1 CLOCK_REALTIME -> r
expect r.value in [2000000000s, 2000000001s]
