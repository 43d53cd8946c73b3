# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: 'now' has a meaning in expressions; choose another name
timer_setup now
