# SPDX-License-Identifier: GPL-3.0-or-later
# Nothing in the past stops: reverse-continue goes to the beginning.
# args: --history
machine cpus=1
add_timer t +3j
run 20ms
reverse-continue
expect steps == 0
goto end
expect now == 20ms
break timer_delete
reverse-continue
expect steps == 0
reverse-continue
expect steps == 0
