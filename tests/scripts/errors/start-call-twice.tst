# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: CPU 0 is held
start lock L
start lock M
