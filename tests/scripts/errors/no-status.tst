# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: whose status?
process p1
show status
