# SPDX-License-Identifier: GPL-3.0-or-later
# The clk of a base that nobody uses stands still until a timer is armed: its
# buckets are not overdue.
machine cpus=1
run 1s
screen 80x24
focus wheel
zoom
key Home
key Right
screen
expect true
