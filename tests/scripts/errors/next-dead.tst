# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: CPU 0 is dead: Oops: a wild pointer was followed in
# args: --max-time 5
machine cpus=2
catch oops
add_timer t +1j
kfree t
run 20ms
next
