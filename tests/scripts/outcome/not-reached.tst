# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 1
# error: an expectation failed
expect 1 == 1
quit
expect 1 == 1
