# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: that is no schedule for this machine
schedule h9@1.1
