# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/unknown-command.tst:4:1: no command or kernel call "mod_timr"; did you mean mod_timer
mod_timr t1 +3j
