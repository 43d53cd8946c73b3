# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 4
# error: Oops: a wild pointer was followed
# `next 1000` on a CPU that lives does not run past another one's Oops.
on cpu 1 add_timer t +5j
kfree t
next 1000
