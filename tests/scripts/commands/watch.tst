# SPDX-License-Identifier: GPL-3.0-or-later
# watch stops when a value has changed.
machine cpus=1 highres=off nohz=off
watch jiffies
run 100ms
expect jiffies == 4294892297j
continue
expect jiffies == 4294892298j
delete
run 100ms
expect now > 100ms
