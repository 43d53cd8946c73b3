# SPDX-License-Identifier: GPL-3.0-or-later
# A goal that wants the student to stand there.
lesson open lesson/goals.lesson
break event softirq_entry
run 100ms
lesson goal
delete
run 100ms
lesson goal
add_timer t +2j
break event softirq_entry
run 100ms
lesson goal
