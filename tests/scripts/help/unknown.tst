# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: no help on "jify"; did you mean jiffy
# A misspelt word.
help jify
