# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: this is the first step
# And a beginning.
lesson open wheel
lesson back
