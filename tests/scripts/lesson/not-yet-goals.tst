# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: not yet: 2 goals are missing
# Only goals are missing.
lesson open wheel step=2
answer 2
lesson next
