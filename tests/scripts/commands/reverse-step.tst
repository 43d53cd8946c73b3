# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# Going back one step and forward again is exact.
machine cpus=1
step add_timer t +3j
expect steps == steps
step 10
print steps
reverse-step 4
print steps
step 4
print steps
