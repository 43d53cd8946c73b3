# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: this is the last step
# There is an end.
lesson open wheel step=10
lesson next skip
