# SPDX-License-Identifier: GPL-3.0-or-later
# The tree after many starts and cancels: every invariant is checked by the tests
# that step; here the order is.
task p {
	hrtimer_start h1 +9ms; hrtimer_start h2 +7ms; hrtimer_start h3 +5ms
	hrtimer_start h4 +3ms; hrtimer_start h5 +1ms; hrtimer_start h6 +2ms
	hrtimer_start h7 +4ms; hrtimer_start h8 +6ms; hrtimer_start h9 +8ms
	hrtimer_cancel h5; hrtimer_cancel h4; hrtimer_cancel h8
	hrtimer_start h5 +3500us; hrtimer_start h9 +500us
}
run 1ms
expect cpu[0].hrtimers.base[monotonic].leftmost == h9
expect hrtimer(h9).parent == h6 and hrtimer(h9).color == red
show hrtimers
run 20ms
expect order(h9, h6, h5, h7, h3, h2, h1) and not fired(h4) and not fired(h8)
