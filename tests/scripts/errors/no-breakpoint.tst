# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is no breakpoint 5; `info breakpoints` lists them
delete 5
