# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/no-number.tst:4:6: not a number: "many"; a whole number would be right
step many
