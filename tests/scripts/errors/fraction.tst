# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: 1500us
run 1.5ms
