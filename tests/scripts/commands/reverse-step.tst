# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# Going back one step and forward again is exact.
machine cpus=1
step add_timer t +3j
goto 100
expect steps == 100
reverse-step 4
expect steps == 96
step 10
expect steps == 106
rs 106
expect steps == 0
