# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is no CPU 7
fault irqs_off for=1ms cpu=7
