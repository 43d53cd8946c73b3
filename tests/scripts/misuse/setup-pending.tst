# SPDX-License-Identifier: GPL-3.0-or-later
# timer_setup() of a pending timer forgets that it is in a bucket.
add_timer t +5j
timer_setup t
timer_pending t -> p
expect p.rc == 0
expect count(timer_cancel, timer=t) == 0
expect count(console, msg contains "timerscope: timer_setup() of a pending") == 1
expect count(console, msg contains "ODEBUG: init active): t") == 1
timer_setup u
timer_setup u
expect count(console) == 1
