# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: 'SIGALARM' is no signal; did you mean SIGALRM
process p1
kill p1 SIGALARM
