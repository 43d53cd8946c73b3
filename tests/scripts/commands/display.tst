# SPDX-License-Identifier: GPL-3.0-or-later
machine cpus=1 highres=off nohz=off
display jiffies
display now
run 8ms
undisplay 1
run 8ms
undisplay
run 8ms
display
