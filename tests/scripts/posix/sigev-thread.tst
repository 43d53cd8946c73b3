# SPDX-License-Identifier: GPL-3.0-or-later
# SIGEV_THREAD as libc makes it: a helper thread waits for signal 32, which the
# timer sends to it alone, and starts a thread for each.
machine highres=on hz=1000
process p
sigaction p SIGUSR1 handler { nop }
thread p helper { block all; until false { sigtimedwait 32 timeout=1s -> s; if s.signo == 32 and s.sival == 77 { thread each { burn user 10us; tgkill p p SIGUSR1 } } } }
run 1ms
timer_create p CLOCK_MONOTONIC 32 notify=SIGEV_THREAD_ID tid=helper sival=77 -> t
expect t.rc == 0
timer_settime p t value=10ms interval=10ms
run 35ms
expect deliveries(p, SIGUSR1).count == 3
# SIGEV_THREAD alone is SIGEV_SIGNAL for the kernel
timer_create p CLOCK_MONOTONIC SIGUSR1 notify=SIGEV_THREAD -> t2
expect t2.rc == 0
timer_settime p t2 value=1ms
timer_settime p t value=0s
run 20ms
expect deliveries(p, SIGUSR1).count == 4 and last(signal_deliver).code == -2
