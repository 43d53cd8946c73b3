# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: machine would take this step's machine away; `lesson reset` restores its start
# The machine belongs to the step.
lesson open wheel
machine cpus=4
