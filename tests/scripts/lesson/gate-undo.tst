# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is nothing to undo: the step begins here; `lesson back` goes to the step before
# So does its start.
lesson open deletion
undo
