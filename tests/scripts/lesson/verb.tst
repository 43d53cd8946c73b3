# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: lesson what?; open, next, back, hint, goal, text, reset, solution, answer and close would be right
# An unknown verb.
lesson foo
