# SPDX-License-Identifier: GPL-3.0-or-later
# call X -> c runs X in the background.
call msleep 20ms -> c
expect not c.returned
run 30ms
expect c.returned
expect c.rc == 0
expect c.at == 24ms
expect c.jiffies == 4294892302j
