# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/show-too-many.tst:4:12: show: "globl" is one word too many
show wheel globl
