# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is no process called 'p1.mian'; did you mean p1.main?
process p1
kill p1.mian SIGUSR1
