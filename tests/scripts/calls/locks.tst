# SPDX-License-Identifier: GPL-3.0-or-later
# A spinlock held by one CPU makes another one spin, and counts that.
lock L
expect L.owner_cpu == 0
on cpu 0 { nop }
unlock L
expect L.owner_cpu == -1
task p cpu=1 { lock L; delay 2ms; unlock L }
on cpu 0 { delay 1ms; lock L; unlock L }
expect L.contended == 1
expect now == 2ms
