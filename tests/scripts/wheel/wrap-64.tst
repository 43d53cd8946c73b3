# SPDX-License-Identifier: GPL-3.0-or-later
# jiffies itself wraps.
machine hz=1000 jiffies0=0xfffffffffffffffa cpus=1 highres=off nohz=off
add_timer a +3j
add_timer b +8j
run 20j
expect fired(a).at == 4ms
expect fired(b).at == 9ms
expect jiffies == 14j
