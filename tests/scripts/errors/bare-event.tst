# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: timer_init is a kind of event; ask for one: first(timer_init)
expect order(timer_init, timer_start)
