# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reading and changing a line of a recording: for falsify.awk, falsify-posix.awk.

# The value of FIELD= in S.
function field(s, name,    at)
{
	at = index(s, " " name "=")
	if (!at)
		return ""
	s = substr(s, at + length(name) + 2)
	sub(/ .*/, "", s)
	return s
}

# S with another value of FIELD=.
function set(s, name, value,    at, rest)
{
	at = index(s, " " name "=")
	rest = substr(s, at + length(name) + 2)
	sub(/^[^ ]*/, "", rest)
	return substr(s, 1, at + length(name) + 1) value rest
}

function add(s, name, delta)
{
	return set(s, name, sprintf("%.0f", field(s, name) + delta))
}

# Everything up to the time stands still when what happened is swapped.
function head_length(s)
{
	match(s, / [0-9]+\.[0-9]+: /)
	return RSTART + RLENGTH - 1
}
