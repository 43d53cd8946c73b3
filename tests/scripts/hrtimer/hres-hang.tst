# SPDX-License-Identifier: GPL-3.0-or-later
# Callbacks that take longer than the time between them: the interrupt looks again
# three times, then gives up, and the next one comes after as much time as this
# one has taken.
machine highres=on cpus=1
run 100ms
task p {
	hrtimer_setup a { delay 2ms }; hrtimer_setup b { delay 2ms }
	hrtimer_setup c { delay 2ms }; hrtimer_setup d { delay 2ms }
	hrtimer_start a =101ms; hrtimer_start b =102ms
	hrtimer_start c =104ms; hrtimer_start d =106ms
}
run until 108ms
expect cpu[0].hrtimers.nr_retries == 3 and cpu[0].hrtimers.nr_hangs == 1
expect cpu[0].hrtimers.max_hang_time == 6ms
expect cpu[0].hrtimers.hang_detected
expect count(console, msg == "hrtimer: interrupt took 6000000 ns") == 1
# the device is left alone until then, whatever is started
hrtimer_start e +1ms
run 3ms
expect not fired(d) and not fired(e)
run 10ms
expect fired(d).at == 113ms and fired(e)
expect not cpu[0].hrtimers.hang_detected
