# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is no process called 'p9'
getpid p9
