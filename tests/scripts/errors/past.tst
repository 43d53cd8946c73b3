# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: that moment has passed; `goto TIME` goes back
run 5ms
run until 1ms
