# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: CPU 0 waits for your next command; `local_irq_enable`, or whatever gives
# args: --max-time 5
machine cpus=2
local_irq_disable
next
