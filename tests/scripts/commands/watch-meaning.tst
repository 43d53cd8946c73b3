# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
#
# What watches, conditions and displays were parsed to is kept; it must not
# outlive what it was parsed for: an object that is freed, then replaced by one of
# another kind, whose expiries are other events; and all of that backwards.
machine cpus=1
timer_setup x { nop }
watch x.expires
display fired(x).now > 0j
display fired(x).now > 0j or x.cpu == 0
display x.expires
break event hrtimer_expire_entry if fired(x).function == x_fn
add_timer x +1j
continue
run 8ms
kfree x
continue
hrtimer_setup x { nop }
hrtimer_start x +1ms
continue
run 2ms
continue
reverse-continue
reverse-continue
reverse-continue
reverse-continue
goto start
continue
continue
info breakpoints
