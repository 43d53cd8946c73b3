# SPDX-License-Identifier: GPL-3.0-or-later
timer_setup t
kfree t
kfree t
expect count(console, msg contains "double kfree() of t") == 1
