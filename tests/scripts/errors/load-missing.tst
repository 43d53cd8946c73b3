# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: cannot read no.session: No such file or directory; `save FILE` writes one
load no.session
