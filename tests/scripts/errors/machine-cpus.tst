# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: no machine has cpus=65; cpus may be 1..64
machine cpus=65
