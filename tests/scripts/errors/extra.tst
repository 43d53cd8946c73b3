# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: one too many
# error: usage: mod_timer TIMER
mod_timer t1 +3j +4j
