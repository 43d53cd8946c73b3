# SPDX-License-Identifier: GPL-3.0-or-later
# Looking at another CPU is no choice, and no input.
run 5ms
cpu 1 backtrace
cpu 1 print now
cpu 1 list
info inputs
schedule
expect count(irq_handler_entry) == 2
