# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/step-too-many.tst:4:8: step: "2" is one word too many; usage: step [COUNT | CALL]
step 1 2
