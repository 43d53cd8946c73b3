# SPDX-License-Identifier: GPL-3.0-or-later
# Two CPUs take two locks in opposite order.
catch deadlock
cpu 1
at =1ms { lock A; delay 5ms; lock B; unlock B; unlock A }
cpu 0
at =1ms { lock B; delay 5ms; lock A; unlock A; unlock B }
run 20ms
expect A.owner_cpu == 1
expect B.owner_cpu == 0
