# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/open-string.tst:4:6
echo "abc
