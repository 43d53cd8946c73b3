# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: cpus=1..64
machine cpus=65
