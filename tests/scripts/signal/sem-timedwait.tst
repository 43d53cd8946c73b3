# SPDX-License-Identifier: GPL-3.0-or-later
# sem_timedwait() on a word that is 1 or 0; unlike the other timed waits it
# ends with EINTR when a handler has run. And what futex_wait() refuses.
machine highres=on
process p1
thread p1 t2
sigaction p1 SIGUSR1 handler { nop }
# free: no system call at all
word_xchg p1 2 1
word_cmpxchg p1 2 1 0 -> r
expect r.rc == 1
# taken: until the time is up
futex_wait p1 2 0 timeout=10ms -> r
expect r.errno == 110 and r.at in [10ms, 11ms]
call p1 futex_wait 2 0 timeout=1735689600:100000000 abs realtime -> c
run 10ms
tgkill p1 p1 SIGUSR1
run 1ms
expect c.errno == 4
# posted meanwhile
call p1 futex_wait 2 0 timeout=100ms -> c
run 10ms
word_xchg t2 2 1
futex_wake t2 2 -> r
run 1ms
expect r.rc == 1 and c.rc == 0
# stopped and continued: until the moment that was meant first
word_xchg p1 2 0
call p1 futex_wait 2 0 timeout=50ms -> c
run 10ms
kill p1 SIGSTOP
run 10ms
kill p1 SIGCONT
run 29ms
expect not c.returned
run 2ms
expect c.errno == 110
# without a limit SA_RESTART goes on
sigaction p1 SIGUSR1 handler SA_RESTART { nop }
call p1 futex_wait 2 0 -> c
run 10ms
tgkill p1 p1 SIGUSR1
run 10ms
expect not c.returned and deliveries(p1, SIGUSR1).count == 2
futex_wake t2 2
run 1ms
expect c.rc == 0

futex_wait p1 2 1 timeout=1s -> r
expect r.errno == 11
futex_wait p1 2 0 timeout=0:1000000000 -> r
expect r.errno == 22
futex_wait p1 2 0 timeout=badptr -> r
expect r.errno == 14
futex_wait p1 badptr 0 timeout=0:1000000000 -> r
expect r.errno == 22
futex_wait p1 badptr 0 -> r
expect r.errno == 14
futex_wait p1 8 0 -> r
expect r.errno == 14
futex_wait p1 2 0 timeout=1s realtime -> r
expect r.errno == 38
# a moment that has passed
futex_wait p1 2 0 timeout=1ms abs -> r
expect r.errno == 110
futex_wake p1 badptr -> r
expect r.errno == 14
futex_wake p1 3 -> r
expect r.rc == 0
# a child has a copy of the memory, and wakes nobody here
word_xchg p1 2 7
thread p1 t3 { futex_wait 2 7 -> w }
run 1ms
fork p1 kid
futex_wake kid 2 -> r
expect r.rc == 0 and kid.word[2].value == 7
word_xchg kid 2 9
expect p1.word[2].value == 7
futex_wake p1 2 -> r
run 1ms
expect r.rc == 1 and w.rc == 0
