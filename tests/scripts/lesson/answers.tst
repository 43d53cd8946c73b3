# SPDX-License-Identifier: GPL-3.0-or-later
# A value may be written in any way that has the same value.
lesson open wheel
answer 4000us
lesson open wheel
answer 2 * 2ms
lesson open wheel step=3
answer 8 + 10 + 1
lesson open wheel step=5
answer 8j
lesson open wheel
lesson answer 4ms
