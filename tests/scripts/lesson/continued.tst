# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# A step without a start goes on where the student is; a skipped one is made up for.
lesson open deletion step=3
break event timer_expire_entry
run 1s
delete
hold cpu 1
cpu 1 step
cpu 0
answer 3
timer_delete t -> r
run 3ms
lesson next
expect now == 15ms
expect cpu[1].held
lesson reset
expect now == 12ms
expect r.rc == 0
expect cpu[1].held
lesson open deletion step=3
lesson next skip
expect now == 12ms
expect r.rc == 0
