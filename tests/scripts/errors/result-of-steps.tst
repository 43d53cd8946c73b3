# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: step returns nothing that -> could name
step 1 -> r
