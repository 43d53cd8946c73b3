# SPDX-License-Identifier: GPL-3.0-or-later
# Each task has a stack, and there are 4096: a program that wants more has met a
# limit of the simulator.
# exit: 3
# error: the limit of stacks for tasks
repeat 5000 { task sleeper { sleep 1s } }
echo never
