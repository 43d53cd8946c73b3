# SPDX-License-Identifier: GPL-3.0-or-later
# A reader who meets the timekeeper half written.
machine cpus=2 highres=off nohz=off
break timekeeper-half-copied
run 4ms
delete
hold cpu 0
on cpu 1 clock_gettime -> t
why cpu 1
why t
why tick cpu 0
release cpu 0
run 1ms
why t
