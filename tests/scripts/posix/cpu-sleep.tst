# SPDX-License-Identifier: GPL-3.0-or-later
# Sleeping until the process has used so much CPU time: another thread does it.
process p1
thread p1 worker
call p1 clock_nanosleep CLOCK_PROCESS_CPUTIME_ID 20ms -> c
run 100ms
expect not c.returned
call worker burn user 40ms
run 16ms
expect not c.returned
run 20ms
expect c.returned and c.rc == 0
sigaction p1 SIGUSR1 handler { nop }
call p1 clock_nanosleep CLOCK_PROCESS_CPUTIME_ID 20ms -> c
run 10ms
kill p1 SIGUSR1
run 1ms
expect c.returned and c.rc == -4 and c.value in [1ms, 20ms]
