# SPDX-License-Identifier: GPL-3.0-or-later
# Words of the field, events and functions have help, too.
help wheel
help Oops
help HOLD
help timer_start
help calc_wheel_index
help jiffy
