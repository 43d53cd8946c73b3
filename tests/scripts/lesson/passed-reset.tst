# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# Going back takes nothing away; and what was passed stays when the machine is
# put back to the start.
lesson open lesson/goals.lesson
event 40
lesson goal
goto start
lesson goal
lesson reset
lesson goal
tick 5
lesson goal
