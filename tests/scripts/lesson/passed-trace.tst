# SPDX-License-Identifier: GPL-3.0-or-later
# What a goal asks the trace counts on the way as well: at the end of this run the
# first one does not hold any more.
lesson open lesson/goals.lesson step=2
run 100ms
expect fired(u)
lesson goal
