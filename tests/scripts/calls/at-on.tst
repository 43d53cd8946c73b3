# SPDX-License-Identifier: GPL-3.0-or-later
# at T runs on the focused CPU when that moment comes; on cpu N at once.
at 10ms { printk "ten" }
at =20ms printk "twenty"
at +30ms { printk "thirty" }
at =4294892306j printk "jiffies"
cpu 1
at 50ms printk "on one"
cpu 0
run 60ms
expect first(console, msg == "ten").at == 10ms
expect first(console, msg == "twenty").at == 20ms
expect first(console, msg == "thirty").at == 30ms
expect first(console, msg == "jiffies").at == 40ms
expect first(console, msg == "on one").at == 50ms
expect first(console, msg == "on one").cpu == 1
expect first(console, msg == "ten").cpu == 0
on cpu 1 printk "call"
on cpu 1 { printk "block" }
expect count(console, cpu=1) == 3
