# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: outcome/reason.tst:6:1: no command or kernel call "mod_timr"; did you mean
# Nothing of a script runs when a word in it is wrong.
echo never
mod_timr t +3j
