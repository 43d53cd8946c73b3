# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: NET_RX, for example, would be right
fault storm every=1ms softirq=NET
