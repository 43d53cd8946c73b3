# SPDX-License-Identifier: GPL-3.0-or-later
# jiffies passes 2^32, as it does five minutes after every boot, and 2^64.
machine hz=1000 jiffies0=4294967290 cpus=1
add_timer a +3j
add_timer b +8j
add_timer c +70j
run 100j
expect fired(a).jiffies == 4294967294j
expect fired(b).jiffies == 4294967299j
expect fired(c).jiffies == 4294967368j
expect fired(a).at < fired(b).at
machine
