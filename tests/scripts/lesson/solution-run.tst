# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# The solutions can be executed by the program; the Oops and deadlocks in them are expected.
catch oops
catch deadlock
lesson open deletion
lesson solution run
lesson next
lesson solution run
lesson next
lesson solution run
lesson next
lesson solution run
lesson next
lesson solution run
lesson next
lesson solution run
lesson next
lesson solution run
lesson next
lesson solution run
lesson next
lesson solution run
lesson next
lesson goal
