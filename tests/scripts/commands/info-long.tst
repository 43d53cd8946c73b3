# SPDX-License-Identifier: GPL-3.0-or-later
info functions
info marks
info events
help
help step
help add_timer
help run_timer_softirq
help until
