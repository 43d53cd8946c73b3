# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# The schedule string replays the forced choices.
at 4ms { mod_timer t +3j }
cpu 1
at 4ms { mod_timer t +9j }
cpu 0
run 3ms
hold cpu 0
run 3ms
release cpu 0
run 3ms
expect last(timer_start, timer=t).timeout == 3
schedule
