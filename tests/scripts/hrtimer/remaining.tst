# SPDX-License-Identifier: GPL-3.0-or-later
# How long until it expires.
hrtimer_start h +5ms
run 1ms
hrtimer_get_remaining h -> r
expect r.rc == 4000000
run 1j
run 1j
hrtimer_get_remaining h -> r
expect r.rc < 0
