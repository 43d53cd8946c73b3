# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 3
# error: the limit of output
# args: --max-output 1
task p { repeat 100000 { printk "many words on a line" } }
run 10s
