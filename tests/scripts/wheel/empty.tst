# SPDX-License-Identifier: GPL-3.0-or-later
# An empty wheel expects nothing for 2^30 - 1 jiffies.
machine cpus=1
run 1j
expect cpu[0].base[local].next_expiry - cpu[0].base[local].clk == 1073741823j
expect cpu[0].base[local].timers_pending == false
