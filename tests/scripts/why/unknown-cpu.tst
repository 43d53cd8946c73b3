# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is nothing called "cpu 7"
# So must the CPU.
why cpu 7
