# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is no 'zork' here
# A step whose start fails is not begun.
lesson open lesson/broken.lesson
