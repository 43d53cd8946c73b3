# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: timer_delete_sync has no part in this step
# A call inside of start.
lesson open wheel step=2
start timer_delete_sync near
