# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: timer_expire
print count(timer_expires)
