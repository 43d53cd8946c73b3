# SPDX-License-Identifier: GPL-3.0-or-later
# The same for a call that is typed.
# exit: 3
# error: no stacks for tasks left; --max-memory gives more memory; a task that
machine cpus=1
repeat 4093 { task sleeper { sleep 1s } }
start sleep 1s
nop
echo never
