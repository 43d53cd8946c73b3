# SPDX-License-Identifier: GPL-3.0-or-later
# A relative timer on CLOCK_REALTIME is one on CLOCK_MONOTONIC: setting the clock
# shall not change how long it takes. An absolute one stays.
hrtimer_setup r clock=realtime
hrtimer_setup a clock=realtime mode=abs
expect first(hrtimer_init, hrtimer=r).clockid == CLOCK_REALTIME
expect first(hrtimer_init, hrtimer=r).mode contains rel
expect hrtimer(r).base == monotonic
expect hrtimer(a).base == realtime
hrtimer_start other +1ms clock=realtime
expect hrtimer(other).base == monotonic
