# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: cpu has no field
print cpu[0].clk
