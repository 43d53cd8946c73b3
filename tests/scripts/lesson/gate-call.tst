# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: mod_timer has no part in this step (A bucket for each jiffy): it allows add_timer and timer_setup; `lesson close` leaves the lesson
# A call that the step does not name.
lesson open wheel step=2
mod_timer near +3j
