# SPDX-License-Identifier: GPL-3.0-or-later
# The kernel's log is shown as it comes.
machine cpus=1
timer_setup t { printk "t runs"; rearm +5j }
add_timer t +5j
run 100ms
