# SPDX-License-Identifier: GPL-3.0-or-later
echo a "b c"   d
echo
