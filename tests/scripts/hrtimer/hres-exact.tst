# SPDX-License-Identifier: GPL-3.0-or-later
# In high resolution the device interrupts for each timer, at its hard expiry.
machine highres=on nohz=off
run 100ms
expect cpu[0].hrtimers.hres_active and cpu[1].hrtimers.hres_active
hrtimer_start h +500us slack=30us
expect cpu[0].hrtimers.expires_next == 100530us
expect cpu[0].hrtimers.next_timer == h
run 2ms
expect fired(h).at == 100530us
# a timer that was the first is moved: the device is programmed anew
hrtimer_start h +800us
hrtimer_start h +900us
expect cpu[0].hrtimers.expires_next == 102900us
hrtimer_cancel h
expect cpu[0].hrtimers.expires_next == 104ms
run 5ms
expect fired(h).count == 1
# what has passed is due as soon as the device can
hrtimer_start h =1ms
run 100us
expect fired(h).count == 2
task p { usleep_range 100us 150us; printk "p" }
run 1ms
expect last(console).at - last(hrtimer_start, function="hrtimer_wakeup").at == 150us
# the tick is an hrtimer too, on its grid
run 10ms
expect last(hrtimer_expire_entry).function == "tick_nohz_handler"
expect cpu[0].hrtimers.nr_hangs == 0
