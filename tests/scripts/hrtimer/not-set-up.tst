# SPDX-License-Identifier: GPL-3.0-or-later
# Started before it was set up: a warning, and nothing happens.
machine highres=off nohz=off
at 50ms { hrtimer_setup h { nop } }
hrtimer_start h +1ms
expect count(console, msg contains "that was not set up") == 1
run 10ms
expect not fired(h) and count(hrtimer_start) == 0
run 50ms
hrtimer_start h +1ms
run 10ms
expect fired(h)
