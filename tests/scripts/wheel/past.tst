# SPDX-License-Identifier: GPL-3.0-or-later
# A timer whose time has passed goes to the bucket of the wheel's own clock and
# fires at the next tick.
machine hz=250 jiffies0=1000 cpus=1
run 10j
add_timer late -5j
add_timer absolute =3j
add_timer soon +0j
expect late.expires == 1005j
run 3j
expect fired(late).jiffies == 1011j
expect fired(absolute).jiffies == 1011j
expect fired(soon).jiffies == 1011j
