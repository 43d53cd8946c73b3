# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: CPU 1 spins and cannot be preempted: a call there would not get its turn; `cpu N` goes to another CPU, `undo` takes back what led here, `why cpu N` explains
# A call on a CPU that spins for the prompt would wait forever.
lock L
timer_setup t { lock L; nop; unlock L }
on cpu 1 add_timer t +2j
run 12ms
on cpu 1 unlock L
