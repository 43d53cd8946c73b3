# SPDX-License-Identifier: GPL-3.0-or-later
# A soft timer's callback runs in the softirq, with interrupts on.
machine highres=off nohz=off
hrtimer_setup s mode=soft { nop }
hrtimer_setup h mode=hard { nop }
hrtimer_start s +1ms
hrtimer_start h +1ms
expect cpu[0].hrtimers.softirq_expires_next == 1ms
expect last(hrtimer_start, hrtimer=h).mode contains hard
break event hrtimer_expire_entry
run 1j
expect cpu[0].context == hardirq and not cpu[0].irqs_on
expect hrtimer(h).running
run 1j
expect cpu[0].context == softirq and cpu[0].irqs_on
expect cpu[0].softirq == "HRTIMER"
expect hrtimer(s).running and cpu[0].hrtimers.softirq_activated
delete
run 1j
expect fired(s) and not hrtimer(s).active and not cpu[0].hrtimers.softirq_activated
