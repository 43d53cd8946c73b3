# SPDX-License-Identifier: GPL-3.0-or-later
# schedule_timeout() keeps its timer on the stack, named after the task; woken
# early it deletes the timer and returns the jiffies that were left.
task p { schedule_timeout 50j -> left }
run 10j
expect task["p"].state == interruptible
wake p -> w
expect w.rc == 1
run 1j
expect left.rc == 40
expect count(timer_cancel) == 1
expect count(timer_expire_entry) == 0
wake p -> again
expect again.rc == -3
