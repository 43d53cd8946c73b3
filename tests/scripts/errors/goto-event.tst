# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: to which one?; for example `goto event 12`
goto event
