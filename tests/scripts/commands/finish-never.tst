# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# exit: 2
# error: cpu_startup_entry never returns: there is nothing to finish; `next` goes on in it
# do_idle() returns when there is work; the idle loop that calls it does not.
step 5
finish 2
