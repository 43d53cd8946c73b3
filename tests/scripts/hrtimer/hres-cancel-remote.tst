# SPDX-License-Identifier: GPL-3.0-or-later
# A timer is cancelled from another CPU: its device is not told, and its CPU gets
# one interrupt for nothing.
machine highres=on cpus=2 nohz=off
run 100ms
on cpu 1 hrtimer_start h +1500us
expect cpu[1].hrtimers.next_timer == h
hrtimer_cancel h -> r
expect r.rc == 1
expect cpu[1].hrtimers.expires_next == 101500us
run 2ms
expect not fired(h)
expect cpu[1].hrtimers.expires_next == 104ms
