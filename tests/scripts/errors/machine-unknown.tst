# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: a machine has no "cores"; cpus, hz, jiffies0 and step_cost are there
machine cores=2
