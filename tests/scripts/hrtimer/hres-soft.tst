# SPDX-License-Identifier: GPL-3.0-or-later
# Soft timers: the interrupt raises the softirq, which runs them and programs the
# device for the next one.
machine highres=on cpus=1
run 100ms
hrtimer_setup s mode=soft { nop }
hrtimer_start s +700us
expect cpu[0].hrtimers.softirq_expires_next == 100700us
expect cpu[0].hrtimers.expires_next == 100700us
run 1ms
expect fired(s).at == 100700us
expect count(softirq_raise, vec=HRTIMER) == 1
expect cpu[0].hrtimers.softirq_expires_next == never
hrtimer_setup p mode=soft { rearm +200us }
hrtimer_start p +200us
run 1050us
expect fired(p).count == 5
hrtimer_cancel p
