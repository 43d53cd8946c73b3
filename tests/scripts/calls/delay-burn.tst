# SPDX-License-Identifier: GPL-3.0-or-later
# delay keeps the CPU (no preemption), burn is user-mode work: both take time, and
# interrupts lengthen neither by more than they cost.
machine cpus=1
delay 10ms -> d
expect d.at == 10ms
burn 10ms -> b
expect b.at == 20ms
