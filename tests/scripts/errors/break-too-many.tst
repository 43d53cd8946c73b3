# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/break-too-many.tst:4:17: break: "foo" is one word too many
break mod_timer foo
