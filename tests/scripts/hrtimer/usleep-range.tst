# SPDX-License-Identifier: GPL-3.0-or-later
# Not before min; in low resolution, in the next tick.
machine hz=1000 highres=off nohz=off
task p { usleep_range 300us 600us -> r; printk "slept" }
run 500us
expect task(p).state == uninterruptible
expect first(hrtimer_start).softexpires == 300us and first(hrtimer_start).expires == 600us
expect first(hrtimer_start).function == "hrtimer_wakeup"
run 2ms
expect first(console).at == 1ms
# woken too early, it goes back to sleep
task q { usleep_range 5ms 5ms; printk "q" }
run 1ms
wake q
run 2ms
expect count(console, msg == "q") == 0
run 5ms
expect count(console, msg == "q") == 1
usleep_range 2ms 1ms
expect count(console, msg contains "max is less than min") == 1
