# SPDX-License-Identifier: GPL-3.0-or-later
# Alarm clocks without a clock that could wake the machine.
machine rtc=off
process p1
timer_create p1 CLOCK_REALTIME_ALARM SIGUSR1 -> r
expect r.errno == 95
clock_getres p1 CLOCK_BOOTTIME_ALARM -> r
expect r.errno == 22
clock_gettime p1 CLOCK_BOOTTIME_ALARM -> r
expect r.errno == 22
clock_nanosleep p1 CLOCK_BOOTTIME_ALARM 1ms -> r
expect r.errno == 95
timerfd_create p1 CLOCK_BOOTTIME_ALARM -> r
expect r.rc == 3
timer_create p1 CLOCK_MONOTONIC SIGUSR1 -> t
expect t.rc == 0 and p1.timers.next_posix_timer_id == 2
