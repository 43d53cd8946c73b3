# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 3
# error: livelock
# args: --json circle.json
# hrtimer_setup() of a queued timer: it forgets its tree, which still has it.  Then
# the tree has it twice, and is no tree.
machine cpus=1 highres=on nohz=on
hrtimer_start x1 =120ms
hrtimer_setup x1
hrtimer_start x1 =120ms
print cpu[0].hrtimers.base[monotonic].timer
hrtimer_start x3 =100ms
print cpu[0].hrtimers.base[monotonic].timer
show hrtimers
run 200ms
