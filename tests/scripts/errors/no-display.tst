# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is no display 3
undisplay 3
