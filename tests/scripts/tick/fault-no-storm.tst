# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: `fault storm every=10us for=5ms` would be right
fault storm for=1ms
