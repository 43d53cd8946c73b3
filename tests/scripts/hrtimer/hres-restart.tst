# SPDX-License-Identifier: GPL-3.0-or-later
# Nothing is finer than 1 ns now: a callback stays on its grid.
machine highres=on cpus=1
run 100ms
hrtimer_setup h { rearm +300us }
hrtimer_start h +300us
run 3050us
expect fired(h).count == 10
expect fired(h).at == 103ms
