# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/topic.tst:4:1: no command or kernel call "wheel"; `show wheel` would be right
wheel
