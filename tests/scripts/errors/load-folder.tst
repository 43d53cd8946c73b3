# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: cannot read .: Is a directory
load .
