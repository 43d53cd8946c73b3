# SPDX-License-Identifier: GPL-3.0-or-later
# pthread_cond_timedwait() on two words: word 0 is the mutex, word 1 counts the
# signals. Who waits lets the mutex go, sleeps while the count is what it saw,
# and takes the mutex again, also when the time is up.
machine highres=on
process p1
# a waits in vain, b is woken
thread p1 a {
	word_cmpxchg 0 0 1
	word_add 1 0 -> aseq
	word_xchg 0 0 -> am
	if am.rc == 2 { futex_wake 0 }
	futex_wait 1 aseq timeout=10ms -> aw
	word_cmpxchg 0 0 1 -> am
	until am.rc == 0 { futex_wait 0 1; word_cmpxchg 0 0 1 -> am }
	word_xchg 0 0
}
run 20ms
expect aw.errno == 110 and aw.at in [10ms, 11ms] and p1.word[0].value == 0
thread p1 b {
	word_cmpxchg 0 0 1
	word_add 1 0 -> bseq
	word_xchg 0 0
	futex_wait 1 bseq timeout=1s -> bw
	word_cmpxchg 0 0 1 -> bm
	word_xchg 0 0
}
run 5ms
expect p1.futex_waiter.count == 1 and p1.futex_waiter[0].word == 1
# pthread_cond_signal()
word_add p1 1 1
futex_wake p1 1 -> r
expect r.rc == 1
run 1ms
expect bw.rc == 0 and bm.rc == 0 and bw.at in [25ms, 26ms]

# who comes too late does not sleep: the count has changed
word_add p1 1 1 -> seen
word_add p1 1 1
futex_wait p1 1 seen timeout=1s -> r
expect r.errno == 11
# all of them: pthread_cond_broadcast()
word_add p1 1 0 -> seq
thread p1 w1 { futex_wait 1 seq -> r1 }
thread p1 w2 { futex_wait 1 seq -> r2 }
thread p1 w3 { futex_wait 1 seq -> r3 }
run 1ms
futex_wake p1 1 nr=2147483647 -> r
run 1ms
expect r.rc == 3 and r1.rc == 0 and r2.rc == 0 and r3.rc == 0
