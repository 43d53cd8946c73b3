# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# args: --history
# error: not yet: an answer is missing
# undo does not take a goal back.
lesson open wheel step=9
add_timer long +1296000000j
undo
lesson next
