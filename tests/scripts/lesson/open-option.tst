# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: lesson open: what else?; `lesson open NAME step=3 seed=1` would be right
# Nothing else can be said.
lesson open wheel 3
