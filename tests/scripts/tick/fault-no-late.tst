# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: what is wrong with the device?
fault device lapic late=1ms early=1ms
