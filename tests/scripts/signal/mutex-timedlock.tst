# SPDX-License-Identifier: GPL-3.0-or-later
# pthread_mutex_timedlock() as libc has it, on a word: 0 free, 1 taken, 2 taken
# and somebody waits. The time is a moment of CLOCK_REALTIME: power-on was at
# 1735689600.
machine highres=on
process p1
# the owner holds it for 30 ms; who is waited for wakes
thread p1 owner {
	word_cmpxchg 0 0 1
	nanosleep 30ms
	word_xchg 0 0 -> o
	if o.rc == 2 { futex_wake 0 }
}
run 1ms
expect p1.word[0].value == 1
sigaction p1 SIGUSR1 handler SA_RESTART { nop }
# a gives up at 10 ms, b would at 60 ms
thread p1 a {
	word_cmpxchg 0 0 1 -> a1
	if a1.rc != 0 {
		word_xchg 0 2 -> a2
		until a2.rc == 0 or aw.errno == 110 {
			futex_wait 0 2 timeout=1735689600:10000000 abs realtime -> aw
			if aw.errno != 110 { word_xchg 0 2 -> a2 }
		}
	}
}
thread p1 b {
	word_xchg 0 2 -> b2
	until b2.rc == 0 or bw.errno == 110 {
		futex_wait 0 2 timeout=1735689600:60000000 abs realtime -> bw
		if bw.errno != 110 { word_xchg 0 2 -> b2 }
	}
}
run 5ms
expect p1.futex_waiter.count == 2
# a handler runs in b: with a time limit that is EINTR, and the loop waits on
tgkill p1 b SIGUSR1
run 1ms
expect deliveries(b, SIGUSR1).count == 1 and bw.errno == 4
expect p1.futex_waiter.count == 2
run 5ms
expect aw.errno == 110 and aw.at in [10ms, 11ms]
expect p1.futex_waiter.count == 1
run 25ms
expect o.rc == 2 and bw.rc == 0 and bw.at in [30ms, 32ms] and b2.rc == 0
expect p1.word[0].value == 2 and p1.futex_waiter.count == 0
