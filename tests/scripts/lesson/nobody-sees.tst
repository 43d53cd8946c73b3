# SPDX-License-Identifier: GPL-3.0-or-later
# The machine that finds the answer is another one: this one does not move.
lesson open wheel step=2
add_timer near +10j
answer 1
answer 2
expect now == 0s
expect not fired(near)
expect near.pending
