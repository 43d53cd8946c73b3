# SPDX-License-Identifier: GPL-3.0-or-later
machine cpus=1
print 10ms + 500us
print 10ms / 2ms
print jiffies + 3j
print never
print none
print "text"
print not true
print 5 in [1, 5]
print cpu.count
print cpu[0].state
print count(timer_start)
print first(timer_start)
mod_timer t +3j -> r
print t.expires
print timer(t).base
print r
print first(timer_start)
