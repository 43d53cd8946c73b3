# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: cpus=1..64 hz=100|250|300|1000
machine hz=50
