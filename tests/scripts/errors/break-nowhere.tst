# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: no function, mark or FILE:LINE "mod_timr"
break mod_timr
