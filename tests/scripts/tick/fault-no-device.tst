# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: which device?; lapic or hpet would be right
fault device apic late=1ms
