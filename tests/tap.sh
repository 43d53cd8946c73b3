#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# For tests that print TAP and look at what a command has printed: sourced by
# them. They set $work, a folder; $work/out explains a failure, and $number is
# how many there were.

number=0

# For commands that might hang.
if command -v timeout >/dev/null 2>&1; then
	limit='timeout 120'
else
	limit=
fi

# ok RESULT DESCRIPTION
ok()
{
	number=$((number + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $number - $2"
	else
		echo "not ok $number - $2"
		${AWK:-awk} '{ print "# " $0 }' "$work/out" | tail -n 60
	fi
}

# nothing DESCRIPTION: passes when $work/out is empty.
nothing()
{
	[ ! -s "$work/out" ]
	ok $? "$1"
}
