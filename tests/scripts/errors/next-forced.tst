# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: only CPU 0 may move; `force off` ends that
# args: --max-time 5
machine cpus=2
force cpu 0
cpu 1
next
