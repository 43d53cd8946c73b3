# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: effective has no flag 'CAP_TIME'; did you mean CAP_KILL
process p1
expect p1.cred.effective contains "CAP_TIME"
