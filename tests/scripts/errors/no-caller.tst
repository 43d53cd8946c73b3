# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: who makes this system call?; name a process: getpid p1 ...
getpid
