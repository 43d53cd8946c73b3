# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 1
# error: outcome/required.tst:5: expectation failed: now == 1ms (now is 0s;
# require stops the script; what follows has not been reached.
require now == 1ms
echo never
expect 1 == 1
