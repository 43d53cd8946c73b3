# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: nohz=maybe; on or off would be right
machine nohz=maybe
