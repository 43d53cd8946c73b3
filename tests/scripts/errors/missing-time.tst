# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: expires is missing, for example +3j
mod_timer t1
