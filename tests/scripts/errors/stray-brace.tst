# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/stray-brace.tst:4:1
}
