# SPDX-License-Identifier: GPL-3.0-or-later
# Eight bases: four clocks, hard and soft. They are run in this order, the soft
# ones in the softirq.
hrtimer_start t7 =1ms clock=tai mode=soft
hrtimer_start t6 =1ms clock=boottime mode=soft
hrtimer_start t4 =1ms mode=soft
hrtimer_start t3 =1ms clock=tai
hrtimer_start t2 =1ms clock=boottime
hrtimer_start t0 =1ms
expect hrtimer(t7).base == tai_soft and hrtimer(t7).is_soft
expect hrtimer(t6).base == boottime_soft
expect hrtimer(t4).base == monotonic_soft
expect hrtimer(t3).base == tai and not hrtimer(t3).is_soft
expect hrtimer(t2).base == boottime
expect cpu[0].hrtimers.active_bases contains tai_soft
expect not (cpu[0].hrtimers.active_bases contains realtime)
run 3j
expect order(t0, t2, t4, t6) and fired(t3) and fired(t7)
