# SPDX-License-Identifier: GPL-3.0-or-later
# A timer until a moment beyond 2^31 seconds, with the clock set shortly
# before; and how far a clock may be set at all.
machine highres=on hz=1000
process p
block p SIGUSR1
timer_create p CLOCK_REALTIME SIGUSR1 -> t
clock_settime p CLOCK_REALTIME 2147483642s -> r
expect r.rc == 0
timer_settime p t value=2147483650:0 abs
sigtimedwait p SIGUSR1 timeout=7s -> r
expect r.errno == 11
sigtimedwait p SIGUSR1 timeout=2s -> r
expect r.rc == 10
clock_gettime p CLOCK_REALTIME -> c
expect c.value in [2147483650s, 2147483651s]
clock_settime p CLOCK_REALTIME 8277292036:0 -> r
expect r.errno == 22
clock_settime p CLOCK_REALTIME 8000000000:0 -> r
expect r.rc == 0
clock_settime p CLOCK_REALTIME -1:0 -> r
expect r.errno == 22
# before the machine was started: CLOCK_MONOTONIC would be ahead
clock_settime p CLOCK_REALTIME 1s -> r
expect r.errno == 22
clock_settime p CLOCK_REALTIME 100s -> r
expect r.rc == 0
