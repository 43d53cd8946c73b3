# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: not yet: 1 goal and an answer are missing
# A wrong answer costs nothing, and does not count.
lesson open wheel
answer 5ms
answer 6ms
lesson next
