# SPDX-License-Identifier: GPL-3.0-or-later
# A timer goes to the CPU that starts it, but not while its callback runs.
machine cpus=2
hrtimer_setup h { delay 3ms }
on cpu 1 hrtimer_start h +1ms
expect hrtimer(h).cpu == 1
hrtimer_start h +1ms
expect hrtimer(h).cpu == 0
on cpu 1 hrtimer_start h +1ms
run until 5ms
expect hrtimer(h).running
hrtimer_start h +1ms
expect hrtimer(h).cpu == 1 and hrtimer(h).queued and hrtimer(h).running
run 20ms
expect fired(h).count == 2
