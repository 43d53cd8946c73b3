# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# Expressions see only the past of the moment they are asked in.
add_timer t +3j
run 10j
expect fired(t)
goto 8ms
expect not fired(t)
expect count(timer_expire_entry, timer=t) == 0
goto end
expect fired(t)
