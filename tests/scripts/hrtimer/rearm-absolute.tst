# SPDX-License-Identifier: GPL-3.0-or-later
# rearm =T sets a new expiry.
hrtimer_setup h { if fired(h).count < 2 { rearm =20ms } }
hrtimer_start h +1ms
run 30ms
expect fired(h).count == 2
expect fired(h).at == 20ms
