# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: CPU 1 is off; CPU 0 starts it in smp_init()
machine cpus=2 boot_steps=on
on cpu 1 printk a
