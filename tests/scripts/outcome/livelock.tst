# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 3
# error: livelock: time stands still while statements run on
repeat 100000000 { nop }
