# SPDX-License-Identifier: GPL-3.0-or-later
# Two seconds by each of the three interval timers: asleep, in user mode, in
# the kernel. After the selftest of the kernel's developers.
machine highres=on hz=1000
process idle { sigaction SIGALRM handler { nop }; setitimer ITIMER_REAL value=2s; pause -> i; clock_gettime CLOCK_MONOTONIC -> ie }
run 3s
expect i.rc == -4 and ie.value in [2s, 2001ms] and idle.exited
process user { clock_gettime CLOCK_MONOTONIC -> us; sigaction SIGVTALRM handler { nop }; setitimer ITIMER_VIRTUAL value=2s; until deliveries(user, SIGVTALRM).count == 1 { burn user 3ms }; clock_gettime CLOCK_MONOTONIC -> ue }
run 3s
expect ue.value - us.value in [1999ms, 2010ms] and user.exited
process sys { clock_gettime CLOCK_MONOTONIC -> ss; sigaction SIGPROF handler { nop }; setitimer ITIMER_PROF value=2s; until deliveries(sys, SIGPROF).count == 1 { burn sys 3ms }; clock_gettime CLOCK_MONOTONIC -> se }
run 3s
expect se.value - ss.value in [1999ms, 2010ms] and sys.exited
# time in the kernel is nothing for ITIMER_VIRTUAL, and sleeping nothing for both
process idler { sigaction SIGVTALRM handler { nop }; sigaction SIGPROF handler { nop }; setitimer ITIMER_VIRTUAL value=20ms; setitimer ITIMER_PROF value=60ms; burn sys 40ms; nanosleep 100ms; burn user 10ms; nanosleep 1s }
run 500ms
expect deliveries(idler, SIGVTALRM).count == 0 and deliveries(idler, SIGPROF).count == 0
getitimer idler ITIMER_PROF -> g
run 1s
expect g.value in [5ms, 12ms]
