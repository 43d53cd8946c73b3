# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: on has no part in this step
# on itself changes the machine.
lesson open wheel step=2
on cpu 0 add_timer near +3j
