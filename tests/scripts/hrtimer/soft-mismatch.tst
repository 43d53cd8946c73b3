# SPDX-License-Identifier: GPL-3.0-or-later
# Soft or not is decided by hrtimer_setup(); without mode= the start agrees.
hrtimer_setup s mode=soft
hrtimer_start s +1ms
expect count(console) == 0
hrtimer_start s +1ms mode=pinned
expect count(console, msg contains "soft as it was not set up") == 1
expect hrtimer(s).base == monotonic_soft
