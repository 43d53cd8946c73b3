# SPDX-License-Identifier: GPL-3.0-or-later
# A long sleep is told in seconds.
machine cpus=1 nohz=on
timer_setup t1 { nop }
add_timer t1 +400000j
run until +1700s
show ticks
