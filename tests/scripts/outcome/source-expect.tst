# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 1
# error: commands/failing.inc:2: expectation failed: 1 == 2
# Expectations of sourced scripts count too.
source commands/failing.inc
