# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: "4" is none of the choices; `answer 1` to `answer 3`
# Choices have numbers.
lesson open wheel step=2
answer 4
