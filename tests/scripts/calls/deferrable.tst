# SPDX-License-Identifier: GPL-3.0-or-later
# The deferrable wheel's timers are run like the others while the tick goes on.
machine highres=off nohz=off
timer_setup d deferrable { printk "deferred" }
add_timer d +5j
run 10j
expect fired(d).jiffies == 4294892302j
