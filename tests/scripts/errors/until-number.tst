# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: this is a plain number, no condition; compare it with something: ==, <, in
task p { until count(console) { sleep 1ms } }
