# SPDX-License-Identifier: GPL-3.0-or-later
# timer_reduce() makes a timer earlier, never later.
timer_reduce t +20j -> r
expect r.rc == 0
expect t.expires == 4294892316j
timer_reduce t +30j -> r
expect r.rc == 1
expect t.expires == 4294892316j
timer_reduce t +5j -> r
expect r.rc == 1
expect t.expires == 4294892301j
run 10j
expect fired(t).jiffies == 4294892302j
