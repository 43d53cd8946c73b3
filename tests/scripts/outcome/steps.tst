# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 3
# error: the limit of statements (--max-steps)
# args: --max-steps 5000
machine highres=off nohz=off
run 100s
echo never
