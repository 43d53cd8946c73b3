# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# Every form of goto, back and forth.
machine cpus=1
add_timer t +3j
run 100ms
goto 20ms
expect now == 20ms
goto =4294892300j
expect jiffies == 4294892300j
goto 10
expect steps == 10
goto step 50
expect steps == 50
goto event 6
expect count(timer_start) == 0
expect last(timer_init).number < 6
goto start
expect steps == 0
goto end
expect now == 100ms
expect fired(t).jiffies == 4294892300j
