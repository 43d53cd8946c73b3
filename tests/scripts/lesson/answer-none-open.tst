# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: no lesson is open; `lesson open NAME` opens one
# So does an answer.
answer 2
