# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: in this step there is nothing to solve
# A step of prose.
lesson open deletion step=10
lesson solution
