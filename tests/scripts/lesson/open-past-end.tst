# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: wheel has 10 steps
# There are no more steps than there are.
lesson open wheel step=11
