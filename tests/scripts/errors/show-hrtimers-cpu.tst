# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: no CPU 7
machine cpus=2
show hrtimers cpu 7
