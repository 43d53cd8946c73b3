# SPDX-License-Identifier: GPL-3.0-or-later
# From now, or at a moment of the clock; in low resolution the next tick runs what
# is due.
machine highres=off nohz=off
hrtimer_setup h1 { printk "h1" }
hrtimer_start h1 +500us
expect hrtimer(h1).queued and hrtimer(h1).active and not hrtimer(h1).running
expect hrtimer(h1).softexpires == 500us and hrtimer(h1).expires == 500us
expect hrtimer(h1).base == monotonic
expect cpu[0].hrtimers.base[monotonic].leftmost == h1
expect last(hrtimer_init, hrtimer=h1).clockid == CLOCK_MONOTONIC
run 1ms
expect not fired(h1)
run 1j
expect fired(h1).at == 4ms
expect fired(h1).now == 4ms
expect not hrtimer(h1).active
hrtimer_start h1 =6ms
expect hrtimer(h1).expires == 6ms
run 1j
expect fired(h1).at == 8ms and fired(h1).count == 2
# what has passed is due at once
hrtimer_start h1 =1ms
run 1j
expect fired(h1).count == 3
expect count(hrtimer_start, hrtimer=h1) == 3 and count(hrtimer_expire_exit, hrtimer=h1) == 3
