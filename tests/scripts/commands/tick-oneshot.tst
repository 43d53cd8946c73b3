# SPDX-License-Identifier: GPL-3.0-or-later
# A one-shot device that has fired and is not programmed again yet: the next
# tick is a period away, not never.
machine cpus=8 hz=1000 highres=on nohz=off
run 20ms
step
tick
expect now == 22ms
tick 2
expect now == 24ms
