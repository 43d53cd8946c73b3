# SPDX-License-Identifier: GPL-3.0-or-later
# Three ways for a timer to be asked to stop: queued, inactive, running.
machine highres=off nohz=off
hrtimer_start h +10ms
hrtimer_cancel h -> r
expect r.rc == 1 and not hrtimer(h).active
expect count(hrtimer_cancel, hrtimer=h) == 1
hrtimer_cancel h -> r
expect r.rc == 0
hrtimer_try_to_cancel h -> r
expect r.rc == 0
hrtimer_active h -> r
expect r.rc == 0
run 5j
expect not fired(h)
expect cpu[0].hrtimers.active_bases == 0
