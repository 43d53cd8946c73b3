# SPDX-License-Identifier: GPL-3.0-or-later
# cpu chooses the focus; `cpu N step` moves that CPU alone.
cpu 1
mod_timer t +3j
expect last(timer_start).cpu == 1
cpu 0
cpu 1 step
cpu 1 backtrace
backtrace 1
cpu
