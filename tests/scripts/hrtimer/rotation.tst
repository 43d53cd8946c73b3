# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# Three in a row: the tree is stepped through, to the rotation that balances it.
hrtimer_start h1 +1ms
hrtimer_start h2 +2ms
expect hrtimer(h1).color == black and hrtimer(h2).color == red
break rb-rotate-left
step hrtimer_start h3 +3ms
continue
expect hrtimer(h1).right == h2 and hrtimer(h2).right == h3
expect cpu[0].hrtimers.base[monotonic].root == h1
step
expect not (hrtimer(h1).right == h2)
reverse-step
expect hrtimer(h1).right == h2
finish
expect cpu[0].hrtimers.base[monotonic].root == h2
expect hrtimer(h2).left == h1 and hrtimer(h2).right == h3 and hrtimer(h3).parent == h2
expect hrtimer(h2).color == black and hrtimer(h1).color == red and hrtimer(h3).color == red
