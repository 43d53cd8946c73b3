# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 3
# error: the limit of virtual time (--max-time)
# args: --max-time 1
sleep 5s
echo never
