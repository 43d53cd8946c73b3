# SPDX-License-Identifier: GPL-3.0-or-later
# A queued timer that is freed: the tree leads to poison. What it holds never
# expires, and nobody behind it does; whoever walks into it has an Oops.
# exit: 4
# error: Oops
hrtimer_start h1 +1ms
hrtimer_start h2 +2ms
kfree h1
run 10ms
expect not fired(h2)
hrtimer_start h3 +1us
