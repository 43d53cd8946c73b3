# SPDX-License-Identifier: GPL-3.0-or-later
# Four idle CPUs that tick.
machine cpus=4 hz=1000 highres=off nohz=off
run 10s
