# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: that moment has passed
run 5ms
at 1ms nop
