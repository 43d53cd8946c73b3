# SPDX-License-Identifier: GPL-3.0-or-later
# A timer fires once, unless its callback arms it again.
add_timer once +3j
timer_setup periodic { rearm +10j }
add_timer periodic +10j
run 103j
expect fired(once).count == 1
# late by one jiffy each turn: 11, 22, 33 ...
expect fired(periodic).count == 9
expect last(timer_expire_entry, timer=periodic).now == 4294892395j
