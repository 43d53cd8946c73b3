# SPDX-License-Identifier: GPL-3.0-or-later
# The lesson pane: the page, scrolling, answers, hints, goals.
# args: --history --no-progress
key z
lesson open page.lesson
screen 80x16
key PgDn
screen
key 1
screen
key i
screen
add_timer t1 +3j; run 40ms
screen
key 2
screen
key 7 Enter
screen
