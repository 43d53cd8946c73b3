# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: not yet: 2 goals and an answer are missing
# The second goal holds here, but the first one was never reached: a waits on
# level 1, b on level 0.
lesson open wheel step=6
add_timer a +65j
run 60j
add_timer b =4294892367j
run 1s
expect fired(a).jiffies == fired(b).jiffies
lesson next
