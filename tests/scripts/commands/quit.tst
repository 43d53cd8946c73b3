# SPDX-License-Identifier: GPL-3.0-or-later
echo before
quit
echo after
