# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: for= cpu= would be right
fault irqs_off during=1ms
