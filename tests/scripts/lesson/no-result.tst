# SPDX-License-Identifier: GPL-3.0-or-later
# The goal looks at a result that the student has not asked for: it says so.
lesson open deletion step=8
timer_delete t
lesson goal
