# SPDX-License-Identifier: GPL-3.0-or-later
# While the callback runs on another CPU, hrtimer_try_to_cancel() gives up and
# hrtimer_cancel() waits.
machine cpus=2
hrtimer_setup h { delay 3ms; rearm +1ms }
on cpu 1 hrtimer_start h +1ms
run until 5ms
expect hrtimer(h).running and hrtimer(h).cpu == 1
hrtimer_try_to_cancel h -> r
expect r.rc == -1
hrtimer_active h -> r
expect r.rc == 1
hrtimer_cancel h -> r
expect r.at >= 7ms and r.rc == 1
expect not hrtimer(h).active
run 20ms
expect fired(h).count == 1
