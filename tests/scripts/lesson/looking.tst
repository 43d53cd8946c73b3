# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# Looking, moving, going back and leaving are always allowed.
lesson open wheel step=2
show wheel
print jiffies
run 10ms
tick
cpu 0
goto 4ms
break calc_wheel_index
delete
lesson close
mod_timer near +3j
machine
expect near.pending
