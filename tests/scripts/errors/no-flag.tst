# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: blocked has no flag 'SIGFOO'
process p1
expect p1.main.blocked == "SIGUSR1|SIGFOO"
