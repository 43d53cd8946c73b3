# SPDX-License-Identifier: GPL-3.0-or-later
catch livelock
repeat 100000000 { nop }
expect now == 0ms
