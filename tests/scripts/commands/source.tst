# SPDX-License-Identifier: GPL-3.0-or-later
source commands/included.inc
expect x.expires == 4294892299j
