# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: lock is for the kernel's own code; a process makes system calls, and burns
process p1 { lock L }
