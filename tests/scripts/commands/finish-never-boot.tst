# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# exit: 2
# error: rest_init never returns: there is nothing to finish
# Nor does what ends with a call of that.
machine boot_steps=on
break rest_init
continue
finish
