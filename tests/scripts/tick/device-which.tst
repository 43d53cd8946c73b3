# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: which device?; lapic, hpet or tsc would be right
device apic hz=1000000
