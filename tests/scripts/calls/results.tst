# SPDX-License-Identifier: GPL-3.0-or-later
# What a call returns: rc, errno, when. A name can be used again.
mod_timer t +5j -> r
expect r.returned and r.rc == 0 and r.errno == 0 and r.at == 0ms
run 8ms
mod_timer t +5j -> r
expect r.rc == 1
expect r.at == 8ms
expect r.jiffies == 4294892298j
