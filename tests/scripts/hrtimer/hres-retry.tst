# SPDX-License-Identifier: GPL-3.0-or-later
# One look more is enough: a retry, and no hang.
machine highres=on cpus=1
run 100ms
hrtimer_setup a { delay 500us }
hrtimer_start a +1ms
hrtimer_start b +1200us
run 10ms
expect cpu[0].hrtimers.nr_retries == 1 and cpu[0].hrtimers.nr_hangs == 0
expect fired(b).at == 101500us
