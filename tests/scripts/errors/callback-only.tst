# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: rearm belongs into the callback of a timer
rearm +3j
