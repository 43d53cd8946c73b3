# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: show what?; wheel, timers
show everything
