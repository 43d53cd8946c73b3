# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 4
# error: Oops: use after free in call_timer_fn
# The Oops comes on CPU 0, in the last statement of a turn, while a call typed on
# CPU 1 is waited for.
machine cpus=2 hz=250
timer_setup t1 { lock L; touch t2; unlock L }
add_timer t1 +3j
add_timer t2 +100j
kfree t2
on cpu 1 lock L
break event timer_expire_entry
continue
run 1ms
cpu 1
unlock L
show cpus
