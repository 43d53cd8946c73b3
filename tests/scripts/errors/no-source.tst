# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: nowhere.tss: No such file or directory
source nowhere.tss
