# SPDX-License-Identifier: GPL-3.0-or-later
# Trees as text, in a golden file.
machine cpus=2 hz=250 highres=off nohz=off
run 1j
hrtimer_setup a { nop }
task p {
	hrtimer_start a +500us; hrtimer_start b +400us slack=20us; hrtimer_start c +600us slack=1ms
	hrtimer_start d +1500us; hrtimer_start e +1600us; hrtimer_start f +1700us
	hrtimer_start g +800us; hrtimer_start h +850us; hrtimer_start i +870us
	hrtimer_start z +2s clock=tai mode=soft|pinned
}
run 100us
show hrtimers
show hrtimers cpu 1
hrtimer_setup slow { delay 2ms }
on cpu 1 hrtimer_start slow +1ms
run until 9ms
show hrtimers cpu 1
