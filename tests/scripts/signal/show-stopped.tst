# SPDX-License-Identifier: GPL-3.0-or-later
# A stopped process is not a dead one.
process p1
kill p1 SIGSTOP
run 1ms
show tasks
why p1.main
