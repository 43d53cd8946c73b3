# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: 'SIGUSER1' is no signal; did you mean SIGUSR1
process p1
block p1 SIGALRM|SIGUSER1
