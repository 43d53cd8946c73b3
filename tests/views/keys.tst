# SPDX-License-Identifier: GPL-3.0-or-later
# What the last lines offer in each situation, and keys that depend on it.
# args: --history --no-progress
lesson open value.lesson
key Esc
screen				# a value is asked for: a types it
key 1				# there are no choices: the pane of that number
screen
key U				# a message longer than the line is not cut
screen
key a "4ms" Enter
key Esc t t t
screen 40x12			# complete: j goes on; few columns, few keys
lesson close
machine cpus=2
hold cpu 1
cpu 1
key 1 s s			# s moves the focused CPU even when it is held
expect cpu[1].held
expect cpu[1].steps == 1
screen 80x16
key F1				# what is long is wrapped
screen 60x14
key PgDn			# and pages
screen
key Esc 8
key "info keys" Enter PgUp	# scrolled back
screen 80x14
key "p"				# typing shows the newest again
screen
key Ctrl-C			# drops the line
screen
key "task x {" Enter Ctrl-C	# or the block
screen
key Ctrl-C			# and nothing, but says who does
screen
key Esc 5 / "nr_switches" Enter
screen
cpu 0
key Esc 4 / "x" F10 n		# keys that always work do so here, too
screen
key / Ctrl-C
screen
