# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: a machine has no "cores"; cpus, hz, jiffies0, step_cost, highres
machine cores=2
