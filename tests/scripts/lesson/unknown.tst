# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is no lesson "whel"; `lesson` lists them
# Not every word is a lesson.
lesson open whel
