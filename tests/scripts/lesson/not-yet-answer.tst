# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: not yet: an answer is missing
# Only the answer is missing.
lesson open wheel
tick 3
lesson next
