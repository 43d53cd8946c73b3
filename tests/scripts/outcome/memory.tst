# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 3
# error: the limit of simulated memory
# args: --max-memory 1
task p { repeat 100000 { call sleep 1s } }
run 10s
echo never
