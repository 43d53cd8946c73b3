# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 3
# error: the limit of steps or time
# args: --max-time 1
sleep 5s
echo never
