# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: whose word is it?; name a process: word_xchg p1
process p1
word_xchg 0 1
