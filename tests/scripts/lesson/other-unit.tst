# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: the question asks for another kind of value than "4ms"; `answer VALUE` would be right, with jiffies, such as 42j
# Units are not guessed.
lesson open wheel step=5
answer 4ms
