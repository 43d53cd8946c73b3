# SPDX-License-Identifier: GPL-3.0-or-later
# A reader on another CPU meets the timekeeper half written, and waits.
machine cpus=2 highres=off nohz=off
break timekeeper-half-copied
run 4ms
expect timekeeping.seq.sequence % 2 == 1
expect timekeeping.seq.writer_cpu == 0
delete
hold cpu 0
on cpu 1 clock_gettime -> t
expect cpu[1].wait_kind == update
expect cpu[1].wait_cpu == 0
expect t.returned == 0
release cpu 0
run 1ms
expect t.rc == 4000000
# one that had begun to read reads again
break ktime-get-ns
on cpu 1 clock_gettime -> u
delete
hold cpu 1
run 4ms
release cpu 1
break ktime-get-ns
cpu 1 continue
expect cpu[1].stack[0].function == "ktime_get"
expect cpu[1].stack[1].function == "tick_irq_enter"
delete
run 1ms
expect u.returned
