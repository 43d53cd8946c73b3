# SPDX-License-Identifier: GPL-3.0-or-later
# The last events of one kind, or of all.
machine cpus=1 highres=off nohz=off
timer_setup t { rearm +1j }
add_timer t +1j
run 20ms
show events timer_start 2
show events timer_expire_entry
show events ipi_raise
show events 1
