# SPDX-License-Identifier: GPL-3.0-or-later
# Setting CLOCK_REALTIME: timers and sleeps until a moment of it follow,
# those for some time, and those on CLOCK_MONOTONIC, do not.
machine highres=on hz=1000
process p
process abs
process rel
process mono
sigaction p SIGUSR1 handler { nop }
sigaction p SIGUSR2 handler { nop }
timer_create p CLOCK_REALTIME SIGUSR1 -> ta
timer_create p CLOCK_REALTIME SIGUSR2 -> tr
timer_settime p ta value=1735689610:0 abs
timer_settime p tr value=10s
call abs clock_nanosleep CLOCK_REALTIME 1735689610:0 abs -> ca
call rel clock_nanosleep CLOCK_REALTIME 10s -> cr
call mono clock_nanosleep CLOCK_MONOTONIC 10s abs -> cm
run 1s
clock_settime p CLOCK_REALTIME 1735689620:0 -> r
run 1ms
expect r.rc == 0
expect deliveries(p, SIGUSR1).count == 1 and ca.returned and ca.rc == 0
expect deliveries(p, SIGUSR2).count == 0 and not cr.returned and not cm.returned
timer_gettime p tr -> g
expect g.value in [8998ms, 8999ms]
run 8998ms
expect not cr.returned
run 2ms
expect cr.rc == 0 and cm.rc == 0 and deliveries(p, SIGUSR2).count == 1
# back: it lasts longer until the moment
timer_settime p ta value=1735689640:0 abs
clock_settime p CLOCK_REALTIME 1735689600:0
run 39s
expect deliveries(p, SIGUSR1).count == 1
run 1100ms
expect deliveries(p, SIGUSR1).count == 2
# periodic and absolute: the first expiry follows, and all that were missed count
timer_settime p ta value=1735689700:0 interval=10s abs
clock_settime p CLOCK_REALTIME 1735689735:0
run 1ms
expect deliveries(p, SIGUSR1).count == 3 and deliveries(p, SIGUSR1).overrun == 3
timer_gettime p ta -> g
expect g.value in [4s, 5s]
