# SPDX-License-Identifier: GPL-3.0-or-later
# What idle-ticks.tst and idle-nohz.tst take before time passes.
machine cpus=4 hz=1000 highres=off nohz=off
