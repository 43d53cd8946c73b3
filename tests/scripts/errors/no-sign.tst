# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/no-sign.tst:4:14: is this time from now, or absolute?; write +3j (from now) or =3j (absolute)
add_timer t1 3j
