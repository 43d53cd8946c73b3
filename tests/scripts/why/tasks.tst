# SPDX-License-Identifier: GPL-3.0-or-later
# What a task does, or waits for.
task p cpu=1 { sleep 10ms; burn 20ms }
task q cpu=1 { burn 100ms }
task s cpu=0 { schedule_timeout +1000j }
why p
run 4ms
why p
why q
run 20ms
why p
why cpu 1
why "swapper/0"
call timer_setup t -> c
run 1ms
why c
