# SPDX-License-Identifier: GPL-3.0-or-later
# The state browser: the focused CPU first, changes marked, opening and closing,
# paths as print takes them, search.
# args: --history
machine cpus=2 hz=250 step_cost=250
key 5 z
screen 80x16
add_timer t1 +3j
screen
key s
screen
# a value, and what prints it
key Down Down Down Down Down Enter
screen
# closed nodes show their first values
key Left Left
screen
# a path typed whole, and the short form of an object's
key / "cpu[1].base[def].clk" Enter
screen
key / "t1.expires" Enter
screen
# a name that is found in closed nodes, and the next one
key / "nr_switches" Enter
screen
key >
screen
# keys that are no words are quoted
key / "swapper/0" Enter
screen
key / "nonsense" Enter
screen
key g
screen
