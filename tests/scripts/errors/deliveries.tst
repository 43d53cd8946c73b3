# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: 'SIGFOO' is no signal
process p1
print deliveries(p1, SIGFOO)
