# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# =Nj is counted from the next tick, not from power-on.
machine cpus=1 hz=250 nohz=on highres=on
run 2s
# Idle: jiffies lags, and =Nj does not.
expect jiffies < 4294892796j
add_timer t +500j
run until =4294893100j
expect now == 3216ms
goto =4294893000j
expect now == 2816ms
at =4294893010j nop -> r
run until =4294893020j
expect r.at == 2856ms
