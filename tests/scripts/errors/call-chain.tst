# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: CPU 2 spins and cannot be preempted: a call there would not get its turn
# CPU 2 spins for CPU 1, which spins for CPU 0, which waits for a command.
machine cpus=3
lock A
cpu 1
lock B
lock A
cpu 2
lock B
expect now == 0ns
lock M
