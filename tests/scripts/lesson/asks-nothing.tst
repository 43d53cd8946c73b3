# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: this step asks nothing; `lesson goal` shows what is to be done
# Some steps ask nothing.
lesson open deletion step=10
answer 1
