# SPDX-License-Identifier: GPL-3.0-or-later
# A lock that nobody holds, and one that another CPU holds, are unlocked: said,
# and the preemption count stays right.
repeat 1 { lock L; unlock L }
expect count(console) == 0
unlock L
expect count(console, msg contains "bad unlock balance, it is not locked: L") == 1
expect count(console, msg contains "WARNING: preempt_enable() or unlock") == 1
expect cpu[0].preempt_count == 1
task holder cpu=1 { lock L; delay 1ms; unlock L }
run 500us
unlock L
expect count(console, msg contains "bad unlock balance, another CPU has locked: L") == 1
run 2ms
expect count(console, msg contains "bad unlock balance, it is not locked: L") == 2
expect cpu[1].preempt_count == 1
