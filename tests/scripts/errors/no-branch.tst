# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: there is no such branch; `info branches` lists them
branch 1
