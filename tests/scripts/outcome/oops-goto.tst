# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 4
# error: Oops: a wild pointer was followed
# What goto comes to for the first time counts as well.
add_timer t +5j
kfree t
goto 100ms
