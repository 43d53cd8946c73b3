# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/show-cpu.tst:4:12: show: "cpu" is one word too many
show wheel cpu
