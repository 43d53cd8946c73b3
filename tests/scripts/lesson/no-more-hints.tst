# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: those were all the hints; `lesson solution` shows how the author does it
# Hints run out.
lesson open wheel
lesson hint
lesson hint
lesson hint
