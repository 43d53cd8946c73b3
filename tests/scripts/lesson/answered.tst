# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: the question has been answered
# Once is enough.
lesson open wheel
answer 4ms
answer 4ms
