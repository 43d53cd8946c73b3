# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: that moment has passed
machine cpus=1 nohz=on
run 2s
run until =4294892400j
