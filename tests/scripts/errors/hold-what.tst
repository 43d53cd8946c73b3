# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: something is missing; usage: hold cpu N
hold
