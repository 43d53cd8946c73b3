# SPDX-License-Identifier: GPL-3.0-or-later
# A timer that is added to the wheel of a CPU that sleeps without a tick wakes
# the CPU, which sets its tick anew.
machine cpus=2 nohz=on highres=on
run 9ms
on cpu 1 add_timer_on t2 0 +3j
run 100ms
expect first(ipi_raise, target_cpu=0).at == 9ms
expect order(first(timer_start, timer=t2), first(ipi_raise, target_cpu=0), first(ipi_entry), first(hrtimer_start, expires == 24ms))
expect fired(t2).at == 24ms
expect fired(t2).cpu == 0
# a deferrable one wakes nobody
on cpu 1 { timer_setup d deferrable; add_timer_on d 0 +3j }
run 1s
expect count(ipi_raise) == 1
expect count(timer_expire_entry, timer=d) == 0
