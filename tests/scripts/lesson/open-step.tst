# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: no such step; step=1 is the first one
# Steps count from 1.
lesson open wheel step=0
