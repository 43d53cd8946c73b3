# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: no machine has hz=50; hz may be 100, 250, 300 or 1000
machine cpus=2 hz=50
