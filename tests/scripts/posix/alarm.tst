# SPDX-License-Identifier: GPL-3.0-or-later
# alarm(): what it returns, that there is one only, fork and exec.
machine highres=on hz=1000
process p
sigaction p SIGALRM handler { nop }
alarm p 10 -> r
expect r.rc == 0
run 1s
alarm p 1 -> r
expect r.rc == 9
run 900ms
expect deliveries(p, SIGALRM).count == 0
run 200ms
expect deliveries(p, SIGALRM).count == 1 and deliveries(p, SIGALRM).code == 128
alarm p 0 -> r
expect r.rc == 0
# rounded; never 0 while one is set
alarm p 5
run 4900ms
alarm p 0 -> r
expect r.rc == 1
alarm p 5
run 600ms
alarm p 0 -> r
expect r.rc == 4
alarm p 5
run 400ms
alarm p 0 -> r
expect r.rc == 5
alarm p 2147483647
alarm p 0 -> r
expect r.rc == 2147483647
alarm p 4294967295 -> r
expect r.rc == 0
alarm p 0 -> r
expect r.rc == 4294967295
# it is ITIMER_REAL
alarm p 3
getitimer p ITIMER_REAL -> g
expect g.value == 3s and g.interval == 0s
setitimer p ITIMER_REAL value=1500ms interval=500ms -> old
expect old.value == 3s
alarm p 7 -> r
expect r.rc == 2
getitimer p ITIMER_REAL -> g
expect g.interval == 0s
# a child has none
fork p c { alarm 0 -> a; pause }
run 1ms
expect a.rc == 0
alarm p 0
# periodic: re-armed when the signal is taken; while it is pending, none runs
setitimer p ITIMER_REAL value=100ms interval=100ms
run 350ms
expect deliveries(p, SIGALRM).count == 4
block p SIGALRM
run 250ms
getitimer p ITIMER_REAL -> g
expect p.pending contains "SIGALRM" and g.value == 0s and g.interval == 100ms
unblock p SIGALRM
getitimer p ITIMER_REAL -> g
expect g.value in [1ms, 100ms] and deliveries(p, SIGALRM).count == 5
# what is refused
setitimer p ITIMER_REAL value=0:1000000000 -> r
expect r.errno == 22
setitimer p ITIMER_REAL value=-1:0 -> r
expect r.errno == 22
setitimer p -1 value=1s -> r
expect r.errno == 22
getitimer p 3 -> r
expect r.errno == 22
getitimer p ITIMER_REAL value=badptr -> r
expect r.errno == 14
setitimer p ITIMER_REAL value=1s old=badptr -> r
expect r.errno == 14
# ... and has nevertheless been done
getitimer p ITIMER_REAL -> g
expect g.value in [999ms, 1s]
