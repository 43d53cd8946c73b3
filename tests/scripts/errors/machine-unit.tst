# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: no machine has step_cost=10ms; step_cost may be 0..1000000 ns
machine step_cost=10ms
