# SPDX-License-Identifier: GPL-3.0-or-later
# Every info form says something.
machine cpus=1
info breakpoints
info inputs
info branches
info line
info locals
break mod_timer
info breakpoints
