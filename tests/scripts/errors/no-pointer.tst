# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: 'foo' is no pointer; NULL or badptr
process p1
sigaction p1 SIGALRM act=foo
