# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: open which lesson?; `lesson open wheel`, or a file
# open needs a name.
lesson open
