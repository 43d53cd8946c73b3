# SPDX-License-Identifier: GPL-3.0-or-later
# The structures as text, in golden files.
machine cpus=2
timer_setup t1 pinned { rearm +5j }
timer_setup t2
timer_setup t3 deferrable
add_timer t1 +3j
add_timer t2 +70j
add_timer t3 +600j
show wheel
show wheel cpu 1 local
show timers
run 1ms
show softirqs
show locks
