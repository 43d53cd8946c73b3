# SPDX-License-Identifier: GPL-3.0-or-later
# repeat, if, else, until, exit.
repeat 3 { printk "turn" }
expect count(console, msg == "turn") == 3
repeat 0 { printk "never" }
if jiffies > 0j { printk "then" } else { printk "never" }
if jiffies == 0j { printk "never" } else if jiffies > 0j { printk "else if" } else { printk "never" }
expect count(console, msg == "then") == 1
expect count(console, msg == "else if") == 1
task p { repeat 5 { if count(console, msg == "p") == 2 { exit }; printk "p" } }
run 1ms
expect count(console, msg == "p") == 2
until now >= 5ms { delay 1ms }
expect now == 5ms
expect count(console, msg == "never") == 0
