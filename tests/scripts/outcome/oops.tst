# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 4
# error: Oops
timer_setup t
kfree t
touch t
echo never
