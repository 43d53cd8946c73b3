# SPDX-License-Identifier: GPL-3.0-or-later
# A driver keeps interrupts off for 20 ms: ticks are lost, and made up for in
# one-shot mode, where jiffies follows the clock.
machine cpus=1 highres=off nohz=off
run 10ms
fault irqs_off for=20ms
run 90ms
expect jiffies == 4294892296j + 21j
reset
machine highres=on nohz=off
run 10ms
fault irqs_off for=20ms
run 90ms
expect jiffies == 4294892296j + 25j
expect last(irq_handler_exit, irq=6).at == 30ms
