# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: the machine is in use already; give it first, or after `reset`
add_timer t1 +3j
machine cpus=1
