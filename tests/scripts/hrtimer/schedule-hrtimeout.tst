# SPDX-License-Identifier: GPL-3.0-or-later
# 0 when the time is up, -EINTR when somebody comes earlier.
machine highres=off nohz=off
task p { schedule_hrtimeout +5ms slack=1ms -> r; printk "p" }
run 1ms
expect task(p).state == interruptible
expect last(hrtimer_start).expires == 6ms
run 20ms
expect r.rc == 0
task q { schedule_hrtimeout =1000s clock=boottime -> s }
run 5ms
wake q
run 1ms
expect s.rc == -4 and s.errno == 4
expect cpu[0].hrtimers.active_bases == 0 and cpu[1].hrtimers.active_bases == 0
schedule_hrtimeout =0s -> z
expect z.rc == 0
