# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: CPU 0 is held; `cpu N step` moves it
hold cpu 0
step lock L
