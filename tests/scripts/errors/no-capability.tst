# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: 'CAP_KIL' is no capability; did you mean CAP_KILL
process p1
capset p1 CAP_KIL
