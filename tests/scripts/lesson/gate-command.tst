# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: hold has no part in this step (A bucket for each jiffy)
# A command that changes the machine.
lesson open wheel step=2
hold cpu 0
