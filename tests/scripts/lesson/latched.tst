# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# What has been reached stays reached, also when the machine goes back.
lesson open wheel
tick 3
goto start
expect jiffies == 4294892296j
answer 4ms
lesson next
lesson goal
