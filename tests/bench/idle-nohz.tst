# SPDX-License-Identifier: GPL-3.0-or-later
# Four idle CPUs that do not.
machine cpus=4 hz=1000 highres=on nohz=on
run 10s
