# SPDX-License-Identifier: GPL-3.0-or-later
# Sizes: what does not fit says so, and nothing crashes.
screen 20x5
screen 39x12
screen 40x12
screen 1x1
screen 80x24
key z
screen 60x15
