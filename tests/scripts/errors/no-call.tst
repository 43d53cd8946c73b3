# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: start needs a kernel call; for example `start mod_timer t1 +3j`
start step
