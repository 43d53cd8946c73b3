# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 3
# error: deadlock: CPU 0 waits for a timer callback running on CPU 0
# timer_delete_sync() from the timer's own callback waits for itself.
timer_setup t { timer_delete_sync t }
add_timer t +2j
run 10j
echo "never reached"
