# SPDX-License-Identifier: GPL-3.0-or-later
# step, next, finish and step CALL on the focused CPU.
machine cpus=1
step mod_timer t +3j
expect steps > 0
step
step 5
next
finish
finish
expect cpu[0].state == running
