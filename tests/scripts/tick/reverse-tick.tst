# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# Without a periodic tick, the next device event may be far away; and so may be
# the last one.
machine cpus=1 nohz=on highres=on
tick
expect now == 4ms
tick
expect now == 881594591483ns
hrtimer_start h +1ms
tick
expect now == 881595591483ns
reverse-tick
expect now == 881594591483ns
reverse-tick
expect now == 4ms
tick 2
expect now == 881595591483ns
reverse-tick 3
expect now == 0ms
