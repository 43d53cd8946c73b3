# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/ambiguous.tst:4:1: "un" could be until or undisplay
un
