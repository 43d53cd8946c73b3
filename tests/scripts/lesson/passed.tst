# SPDX-License-Identifier: GPL-3.0-or-later
# A run passes through what the first goal wants, and the second one after it,
# and stops elsewhere; the third one wants to be stood at.
lesson open lesson/goals.lesson
run 100ms
lesson goal
