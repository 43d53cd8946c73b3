# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# next goes over calls, but into one that never returns.
machine boot_steps=on
break rest_init
continue
reverse-step
delete
next
expect cpu[0].stack[0].function == "rest_init"
next
expect now == 0ns
