# SPDX-License-Identifier: GPL-3.0-or-later
# What the kernel makes of a time, and what is set up by itself, is said.
add_timer t +10ms
mod_timer t +1:500000000
mod_timer t =2s
mod_timer t +1500us
mod_timer t +3j
lock L
unlock L
