# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: not yet: 1 goal and an answer are missing; `lesson goal` shows what
# next says what is missing.
lesson open wheel
lesson next
