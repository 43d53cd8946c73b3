# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: CPU 0 is dead: Oops: use after free
catch oops
add_timer t +100j
kfree t
touch t
step lock L
