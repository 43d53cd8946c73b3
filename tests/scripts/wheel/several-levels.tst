# SPDX-License-Identifier: GPL-3.0-or-later
# One run of the wheel empties several levels, the highest first.
machine hz=250 jiffies0=0 cpus=1
add_timer high +504j		# level 2, run at 512
add_timer mid +503j		# level 1, run at 504
run 460j
add_timer low +51j		# level 0: expires 511, run at 512
add_timer middle +65j		# level 1: expires 525, run at 528
run 100j
expect fired(high).jiffies == 512j
expect fired(low).jiffies == 512j
expect fired(mid).jiffies == 504j
expect fired(middle).jiffies == 528j
expect order(mid, high, low, middle)
