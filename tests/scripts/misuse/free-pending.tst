# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 4
# error: Oops: a wild pointer was followed in
# kfree() of a pending timer: nothing happens until the wheel comes to it.
add_timer t +5j
kfree t
run 3j
expect now == 12ms
run 10j
