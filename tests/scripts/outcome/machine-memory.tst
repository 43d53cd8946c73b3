# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 3
# error: too little simulated memory for this machine; --max-memory gives more
# args: --max-memory 1
machine cpus=64
