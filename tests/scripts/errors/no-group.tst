# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is no process called 'nobody'
process p1
kill -nobody SIGUSR1
