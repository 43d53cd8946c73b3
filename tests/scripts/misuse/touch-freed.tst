# SPDX-License-Identifier: GPL-3.0-or-later
# Using freed memory is an Oops; using living memory is not.
catch oops
add_timer t +5j
touch t
timer_delete t
kfree t
touch t
expect cpu[0].state == dead
