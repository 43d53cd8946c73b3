# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: kernel=6.13; 6.12 or 6.18 would be right
machine kernel=6.13
