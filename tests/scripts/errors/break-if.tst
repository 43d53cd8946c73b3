# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: if what?; for example `if jiffies > 4294892300j`
break mod_timer if
