# SPDX-License-Identifier: GPL-3.0-or-later
# Every structure as text.
machine cpus=2
timer_setup t1 pinned { printk "hello"; rearm +5j }
add_timer t1 +3j
add_timer t2 +70j
add_timer t3 +600j
lock L
show wheel
show wheel local
show wheel cpu 1
show timers
show cpus
show locks
show softirqs
show tasks
show stack
show stack cpu 1
show events 5
unlock L
run 5j
show events
