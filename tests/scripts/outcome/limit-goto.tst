# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 3
# args: --max-time 1
# error: the limit of virtual time
goto 2s
