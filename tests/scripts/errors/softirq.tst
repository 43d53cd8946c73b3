# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: is no softirq
raise_softirq FOO
