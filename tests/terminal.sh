#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# For tests that look at the program in a window of tmux: sourced by them. They
# set $tests, and TERM and locale by terminal_env; where there is no tmux, they
# are skipped here.

LC_ALL=C
export LC_ALL
program=$(cd "${top_builddir:-.}" && pwd)/timerscope

if ! command -v tmux >/dev/null 2>&1; then
	echo '1..0 # SKIP there is no tmux'
	exit 0
fi
work=$(mktemp -d) || exit 1
trap '$tm kill-server 2>/dev/null; sleep 0.3; rm -rf "$work"' EXIT

socket=$work/socket
tm="tmux -S $socket -f /dev/null"
number=0
terminal_env=TERM=screen

# ncurses and readline keep memory until the program ends.
printf 'leak:%s\n' libtinfo libncursesw libreadline > "$work/suppressions"
LSAN_OPTIONS=suppressions=$work/suppressions:print_suppressions=0
export LSAN_OPTIONS

# start COLUMNS ROWS [ARGUMENT...]: in a new window; its exit code is shown.
start()
{
	columns=$1
	rows=$2
	shift 2
	$tm new-session -d -x "$columns" -y "$rows" "env \
	    XDG_STATE_HOME='$work/state' $terminal_env '$program' $*; \
	    echo status=\$?; sleep 100"
}

# A server that is going would take a new session with it: take another.
stop()
{
	$tm kill-server 2>/dev/null
	socket=$socket.
	tm="tmux -S $socket -f /dev/null"
}

screen()
{
	$tm capture-pane -p -S - 2>/dev/null
}

# keys KEY...: as tmux names them.
keys()
{
	$tm send-keys "$@"
}

line()
{
	$tm send-keys -l "$1"
	$tm send-keys Enter
}

# The text that a test shows where it failed.
report()
{
	number=$((number + 1))
	if [ "$2" = 0 ]; then
		echo "ok $number - $1"
	else
		echo "not ok $number - $1"
		screen | grep -v '^$' | tail -n 15 | sed 's/^/# /'
	fi
}

# shows PATTERN [COUNT]: within ten seconds, that many lines match.
shows()
{
	turns=100
	while [ $turns -gt 0 ]; do
		[ "$(screen | grep -c -e "$1")" -ge "${2:-1}" ] && return 0
		sleep 0.1
		turns=$((turns - 1))
	done
	return 1
}

# expect DESCRIPTION PATTERN [COUNT]
expect()
{
	shows "$2" "${3:-1}"
	report "$1" $?
}
