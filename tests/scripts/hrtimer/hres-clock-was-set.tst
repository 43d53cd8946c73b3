# SPDX-License-Identifier: GPL-3.0-or-later
# In high resolution the CPUs are told by an interrupt, unless nothing has become
# due earlier there. Waiting for the answer, the caller spins.
machine highres=on nohz=on cpus=3 realtime0=1000000000
run 100ms
hrtimer_setup a clock=realtime mode=abs { nop }
hrtimer_setup b clock=realtime mode=abs { nop }
on cpu 1 hrtimer_start a =1000003600s
on cpu 2 { hrtimer_start b =1000007200s; hrtimer_start soon +2000s }
run 1s
clock_settime =1000003700s
run 1ms
expect fired(a) and fired(a).now in [1000003700s, 1000003701s]
expect last(hrtimer_expire_entry, hrtimer=a).cpu == 1
expect count(ipi_raise, target_cpu=1, reason="function call") == 1
expect count(ipi_raise, target_cpu=2, reason="function call") == 0
expect not fired(b)
# back: a timer that was nearly due is far away again
hrtimer_start a =1000003705s
clock_settime =1000000000s
run 10s
expect fired(a).count == 1
expect hrtimer(a).queued
