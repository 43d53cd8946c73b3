# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: one of jump=+TIME, jump=-TIME, slow=PPM, fast=PPM would be right
fault clock tsc jump=1s slow=3
