# SPDX-License-Identifier: GPL-3.0-or-later
# The callback interrupts the holder of the lock it wants.
catch deadlock
timer_setup t { lock L; unlock L }
add_timer t +2j
lock L
run 10j
expect L.owner_cpu == 0
