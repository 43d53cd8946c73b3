# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is no 'soon' here
# An answer must have a value.
lesson open wheel
answer soon
