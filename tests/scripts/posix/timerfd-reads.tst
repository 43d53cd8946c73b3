# SPDX-License-Identifier: GPL-3.0-or-later
# timerfd: one expiry, many, none yet; sizes and pointers; setting it again
# forgets what has expired; looking keeps it; dup by fork.
machine highres=on hz=1000
process p
timerfd_create p CLOCK_MONOTONIC TFD_NONBLOCK -> fd
expect fd.rc == 3
read p fd -> r
expect r.errno == 11
timerfd_settime p fd value=10ms
read p fd -> r
expect r.errno == 11
run 15ms
read p fd count=7 -> r
expect r.errno == 22
read p fd buf=badptr -> r
expect r.errno == 14
# ... and what was there is gone with the bad pointer
read p fd -> r
expect r.errno == 11
timerfd_settime p fd value=10ms interval=5ms
run 32ms
timerfd_gettime p fd -> g
expect g.value == 3ms and g.interval == 5ms
read p fd count=8 -> r
expect r.rc == 8 and r.count == 5
read p fd -> r
expect r.errno == 11
run 3ms
read p fd -> r
expect r.count == 1
# set again: what expired before does not count
run 20ms
timerfd_settime p fd value=10ms -> old
expect old.value == 5ms and old.interval == 5ms
read p fd -> r
expect r.errno == 11
# oneshot, expired: zero remains, one to be read
run 20ms
timerfd_gettime p fd -> g
expect g.value == 0s and g.interval == 0s
read p fd -> r
expect r.count == 1
# absolute, in the past, periodic: all at once
timerfd_settime p fd value=1ms interval=10ms abs
run 10us
read p fd -> r
expect r.count in [9, 11]
timerfd_settime p fd value=0s
run 100ms
read p fd -> r
expect r.errno == 11
# a child reads the same file, and takes what is there
timerfd_settime p fd value=10ms
fork p c
run 20ms
read c fd -> r
expect r.count == 1
read p fd -> r
expect r.errno == 11
close p fd
read p fd -> r
expect r.errno == 9
timerfd_settime c 3 value=5ms -> r
expect r.rc == 0
run 6ms
read c 3 -> r
expect r.count == 1
# two that wait for one expiry: one gets it, unless there are more
timerfd_create p CLOCK_REALTIME -> b
thread p x { read b -> rx }
thread p y { read b -> ry }
run 1ms
timerfd_settime p b value=5ms interval=10ms
run 6ms
expect (rx.returned and not ry.returned) or (ry.returned and not rx.returned)
run 10ms
expect rx.count == 1 and ry.count == 1
timerfd_create p CLOCK_PROCESS_CPUTIME_ID -> r
expect r.errno == 22
timerfd_create p CLOCK_MONOTONIC_COARSE -> r
expect r.errno == 22
timerfd_create p -1 -> r
expect r.errno == 22
timerfd_gettime p 0 -> r
expect r.errno == 9
signalfd p SIGUSR1 -> s
timerfd_gettime p s -> r
expect r.errno == 22
timerfd_settime p s value=1s -> r
expect r.errno == 22
timerfd_settime p b value=1s flags=4 -> r
expect r.errno == 22
timerfd_settime p b value=1s old=badptr -> r
expect r.errno == 14
