# SPDX-License-Identifier: GPL-3.0-or-later
# A tick, until a CPU has switched to high resolution.
machine highres=on
clock_getres -> before
expect before.rc == 4000000
run 5ms
clock_getres clock=realtime -> after
expect after.rc == 1
