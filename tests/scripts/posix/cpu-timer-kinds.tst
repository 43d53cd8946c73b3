# SPDX-License-Identifier: GPL-3.0-or-later
# timer_create() on the CPU clocks without a sigevent: SIGALRM after two
# seconds of a loop, of the thread or of the process.
machine highres=on hz=1000 cpus=2
process a { sigaction SIGALRM handler { nop }; timer_create CLOCK_THREAD_CPUTIME_ID NULL -> ta; timer_settime ta value=2s; until deliveries(a, SIGALRM).count == 1 { burn user 3ms }; clock_gettime CLOCK_MONOTONIC -> ea; pause }
run 3s
expect ta.rc == 0 and ea.value in [2s, 2010ms] and deliveries(a, SIGALRM).value == 0
# two threads on two CPUs use up the process's time in half the time
process b cpu=1
sigaction b SIGALRM handler { nop }
thread b b2 cpu=0 { burn user 5s }
timer_create b CLOCK_PROCESS_CPUTIME_ID NULL -> tb
timer_settime b tb value=2s
call b burn user 5s
run 800ms
expect deliveries(b, SIGALRM).count == 0
run 400ms
expect deliveries(b, SIGALRM).count == 1
# nobody runs: nothing expires
kill a SIGKILL
kill b SIGKILL
process c
timer_create c CLOCK_PROCESS_CPUTIME_ID SIGUSR1 -> tc
timer_settime c tc value=1ms
run 10s
expect not c.exited
