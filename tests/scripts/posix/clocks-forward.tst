# SPDX-License-Identifier: GPL-3.0-or-later
# No clock goes back between two readings, on two CPUs by turns; coarse clocks
# are never ahead of the exact ones, and late by no more than a tick; what
# resolution they say.
machine highres=on hz=250 cpus=2
process p { repeat 50 {
	clock_gettime CLOCK_REALTIME -> r1; clock_gettime CLOCK_MONOTONIC -> m1; clock_gettime CLOCK_BOOTTIME -> b1; clock_gettime CLOCK_TAI -> t1; clock_gettime CLOCK_MONOTONIC_RAW -> w1; clock_gettime CLOCK_THREAD_CPUTIME_ID -> c1
	sched_setaffinity 1; burn user 333us
	clock_gettime CLOCK_REALTIME -> r2; clock_gettime CLOCK_MONOTONIC -> m2; clock_gettime CLOCK_BOOTTIME -> b2; clock_gettime CLOCK_TAI -> t2; clock_gettime CLOCK_MONOTONIC_RAW -> w2; clock_gettime CLOCK_THREAD_CPUTIME_ID -> c2
	if r2.value <= r1.value or m2.value <= m1.value or b2.value <= b1.value or t2.value <= t1.value { printk "BUG: back" }
	if w2.value <= w1.value or c2.value <= c1.value { printk "BUG: back" }
	clock_gettime CLOCK_MONOTONIC_COARSE -> mc; clock_gettime CLOCK_MONOTONIC -> m3
	if mc.value > m3.value or m3.value - mc.value > 4ms { printk "BUG: coarse" }
	sched_setaffinity 0; sched_yield } }
run 1s
expect p.exited and count(console, msg contains "BUG") == 0
process q
clock_getres q CLOCK_MONOTONIC -> r
expect r.value == 1ns
clock_getres q CLOCK_REALTIME_COARSE -> r
expect r.value == 4ms
clock_getres q CLOCK_PROCESS_CPUTIME_ID -> r
expect r.value == 1ns
clock_getres q CLOCK_REALTIME_ALARM -> r
expect r.value == 1ns
clock_getres q 99 -> r
expect r.errno == 22
clock_getres q CLOCK_REALTIME tp=badptr -> r
expect r.errno == 14
reset
machine highres=off hz=250 cpus=1
process q
clock_getres q CLOCK_MONOTONIC -> r
expect r.value == 4ms
