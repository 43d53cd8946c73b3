# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: a batch run keeps no past to go back to; give the option --history
run 5ms
reverse-step
