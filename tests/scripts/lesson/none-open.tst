# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: no lesson is open; `lesson open NAME` opens one, `lesson` lists them
# Verbs need a lesson.
lesson next
