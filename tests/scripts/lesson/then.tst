# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: not yet: 1 goal and an answer are missing
# then: the second goal counts only after the first one.
lesson open wheel step=6
add_timer a +65j
add_timer b +69j
lesson next
