# SPDX-License-Identifier: GPL-3.0-or-later
# A timer may run from its soft expiry on; it is sorted by the hard one. So one
# that is due waits behind one that is not.
machine hz=1000
hrtimer_start slack +500us slack=3ms
hrtimer_start next +2ms
expect hrtimer(slack).softexpires == 500us and hrtimer(slack).expires == 3500us
expect cpu[0].hrtimers.base[monotonic].leftmost == next
run 1500us
expect not fired(slack)
run 1ms
expect fired(next).at == 2ms
expect fired(slack).at == 2ms
expect order(next, slack)
