# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: errors/missing.tst:4:1: watch: something is missing; usage: watch EXPR
watch
