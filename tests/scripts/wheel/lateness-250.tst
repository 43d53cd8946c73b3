# SPDX-License-Identifier: GPL-3.0-or-later
# How late timers fire: a jiffy in level 0, up to 8^n jiffies in level n, and
# never early.
machine hz=250 jiffies0=0 cpus=1
add_timer t0 +0j
add_timer t1 +1j
add_timer t62 +62j
add_timer t63 +63j
add_timer t64 +64j
add_timer t503 +503j
add_timer t504 +504j
add_timer t505 +505j
add_timer t1000 +1000j
add_timer t4031 +4031j
add_timer t4032 +4032j
add_timer t4100 +4100j
run 5000j
expect fired(t0).jiffies == 1j
expect fired(t1).jiffies == 2j
expect fired(t62).jiffies == 63j
expect fired(t63).jiffies == 64j
expect fired(t64).jiffies == 72j
expect fired(t503).jiffies == 504j
expect fired(t504).jiffies == 512j
expect fired(t505).jiffies == 512j
expect fired(t1000).jiffies == 1024j
expect fired(t4031).jiffies == 4032j
expect fired(t4032).jiffies == 4096j
expect fired(t4100).jiffies == 4608j
