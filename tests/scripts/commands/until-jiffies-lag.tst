# SPDX-License-Identifier: GPL-3.0-or-later
# jiffies that a CPU has lost for good are not waited for: what counts is when
# the next tick is due.
machine cpus=1 hz=250 highres=off nohz=off
run until 21ms
expect jiffies == 4294892301j
local_irq_disable
run 21ms
local_irq_enable
run 1ms
expect jiffies < 4294892306j
run until =4294892310j
expect jiffies == 4294892310j
