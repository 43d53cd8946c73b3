# SPDX-License-Identifier: GPL-3.0-or-later
# The slack has no sign: -1 is the longest there is, and asking for it looks
# like an error; 0 is the slack that the thread was born with.
machine cpus=1
process p1
prctl p1 PR_SET_TIMERSLACK -1 -> set
prctl p1 PR_GET_TIMERSLACK 0 -> got
expect set.rc == 0 and got.rc == -1
prctl p1 PR_SET_TIMERSLACK 0 -> again
prctl p1 PR_GET_TIMERSLACK 0 -> birth
expect again.rc == 0 and birth.rc == 50000
