# SPDX-License-Identifier: GPL-3.0-or-later
# With nohz an idle CPU that starts a timer gives it to a busy one, unless it is
# pinned, or would be the first to expire there.
machine highres=on nohz=on cpus=2
run 100ms
task busy cpu=1 { burn 200ms }
hrtimer_setup far { nop }
hrtimer_setup near { nop }
hrtimer_setup pin { nop }
hrtimer_setup go {
	hrtimer_start far +50ms
	hrtimer_start near +10us
	hrtimer_start pin +50ms mode=pinned
}
hrtimer_start go +5ms
run 5500us
expect fired(go) and last(hrtimer_expire_entry, hrtimer=go).cpu == 0
expect hrtimer(far).cpu == 1
expect last(hrtimer_expire_entry, hrtimer=near).cpu == 0
expect hrtimer(pin).cpu == 0
run 60ms
expect last(hrtimer_expire_entry, hrtimer=far).cpu == 1
expect last(hrtimer_expire_entry, hrtimer=pin).cpu == 0
