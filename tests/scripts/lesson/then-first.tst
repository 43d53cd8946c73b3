# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: not yet: 2 goals and an answer are missing
# The second goal holds here, but the first one was never reached.
lesson open wheel step=6
timer_setup x { add_timer a +2j; add_timer b +2j }
add_timer x +1j
run 1s
expect fired(a).jiffies == fired(b).jiffies
lesson next
