# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: lesson: "now" is one word too many
# Words too many.
lesson open wheel
lesson hint now
