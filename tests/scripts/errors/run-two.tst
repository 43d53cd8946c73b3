# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/run-two.tst:4:9: run: "6ms" is one word too many
run 5ms 6ms
