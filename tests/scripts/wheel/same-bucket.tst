# SPDX-License-Identifier: GPL-3.0-or-later
# mod_timer() that stays in the bucket is silent: nothing is traced, but expires
# changes. Another bucket: timer_cancel and timer_start.
machine hz=250 jiffies0=0 cpus=1
add_timer t +64j
expect count(timer_start, timer=t) == 1
mod_timer t +65j -> r
expect r.rc == 1
expect t.expires == 65j
expect count(timer_start, timer=t) == 1
expect count(timer_cancel, timer=t) == 0
mod_timer t +200j -> r
expect r.rc == 1
expect count(timer_start, timer=t) == 2
expect count(timer_cancel, timer=t) == 1
# exactly the same time again
mod_timer t +200j -> r
expect r.rc == 1
expect count(timer_start, timer=t) == 2
