# SPDX-License-Identifier: GPL-3.0-or-later
list mod_timer
list
list wheel.c:100
