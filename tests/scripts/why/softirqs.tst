# SPDX-License-Identifier: GPL-3.0-or-later
# Softirqs and wheels.
machine cpus=2 hz=250 highres=off nohz=off
why TIMER
add_timer t +1j
break event softirq_entry
run 1s
why TIMER
why local cpu 1
why base def cpu 0
delete
local_bh_disable
raise_softirq NET_RX
why NET_RX
local_bh_enable
