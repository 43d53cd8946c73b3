# SPDX-License-Identifier: GPL-3.0-or-later
# The seed picks the variant, and the machine knows its answer.
lesson open wheel step=4 seed=0
answer 1
lesson open wheel step=4 seed=1
answer 2
lesson open wheel step=4 seed=3
answer 3
lesson open wheel step=4 seed=4
answer 1
lesson open wheel step=3 seed=1
answer 29
lesson solution run
lesson next
