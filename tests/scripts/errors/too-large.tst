# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/too-large.tst:5:
# error: too large
add_timer t1 +9223372037s
