# SPDX-License-Identifier: GPL-3.0-or-later
# A session from before high resolution and nohz were usual names no flags, and
# means a machine that ticks on.
machine skew_tick=on
load tick/old-flags.session
expect now == 50ms and jiffies == 4294892308j and cpu[0].tick.mode == periodic
machine
