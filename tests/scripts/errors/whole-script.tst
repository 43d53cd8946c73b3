# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/whole-script.tst:6:1: tick: too many arguments
# Every statement is looked at before the first one runs.
echo never
tick 1 2
