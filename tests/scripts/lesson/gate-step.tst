# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: mod_timer has no part in this step
# A call inside of step.
lesson open wheel step=2
step mod_timer near +3j
