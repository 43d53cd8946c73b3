# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 3
# error: livelock
timer_setup t { repeat 4000000000 { nop } }
add_timer t +2j
goto 100ms
