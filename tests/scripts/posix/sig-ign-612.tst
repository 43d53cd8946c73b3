# SPDX-License-Identifier: GPL-3.0-or-later
# A periodic timer whose signal is ignored goes on, whoever may listen later:
# kernel 6.12 lets it expire each period (not more often than each tick), and
# the next expiry after sigaction() tells what was missed.
machine highres=on hz=1000
process p
sigaction p SIGUSR1 SIG_IGN
timer_create p CLOCK_MONOTONIC SIGUSR1 -> t
timer_settime p t value=10ms interval=10ms
run 55ms
expect count(hrtimer_expire_entry, function=posix_timer_fn) == 5
expect count(signal_generate, res=ignored) == 5
sigaction p SIGUSR1 handler { nop }
run 4ms
expect deliveries(p, SIGUSR1).count == 0
run 2ms
expect deliveries(p, SIGUSR1).count == 1 and deliveries(p, SIGUSR1).overrun == 5
run 10ms
expect deliveries(p, SIGUSR1).count == 2 and deliveries(p, SIGUSR1).overrun == 0
