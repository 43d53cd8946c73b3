# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: 'FOO' is not known here; SIGPENDING
process p1
setrlimit p1 FOO 3
