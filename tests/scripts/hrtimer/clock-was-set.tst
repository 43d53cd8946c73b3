# SPDX-License-Identifier: GPL-3.0-or-later
# Setting CLOCK_REALTIME: absolute timers become due (or not yet), relative ones do
# not care. In low resolution the next tick finds out.
machine realtime0=1000000000
run 100ms
hrtimer_setup a clock=realtime mode=abs { nop }
hrtimer_setup late clock=realtime mode=abs { nop }
hrtimer_setup r clock=realtime { nop }
hrtimer_start a =1000003600s
hrtimer_start late =1000009999s
hrtimer_start r +50ms
run 20ms
clock_settime =1000003700s
run 1j
expect fired(a).now >= 1000003700s
expect not fired(r)
run 50ms
expect fired(r)
expect not fired(late)
