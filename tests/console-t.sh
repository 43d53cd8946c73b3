#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The console on a terminal (TAP): the program runs in a window of tmux, keys are
# sent to it, and what the window shows is looked at.

set -u
LC_ALL=C
export LC_ALL
program=$(cd "${top_builddir:-.}" && pwd)/timerscope

if ! command -v tmux >/dev/null 2>&1; then
	echo '1..0 # SKIP there is no tmux'
	exit 0
fi
work=$(mktemp -d) || exit 1
trap '$tm kill-server 2>/dev/null; sleep 0.3; rm -rf "$work"' EXIT
tests=21
. "${top_srcdir:-.}/tests/terminal.sh"

if ! start 100 50 --console 2>/dev/null; then
	echo '1..0 # SKIP tmux cannot open a window here'
	exit 0
fi
echo "1..$tests"

expect 'the prompt names the focused CPU' '^(timerscope cpu 0)'

keys 'mod_timer_p' Tab
expect 'Tab completes a kernel call' 'mod_timer_pending'
keys C-u
keys 'reverse-s' Tab
expect 'Tab completes a command' 'reverse-step'
keys C-u
keys 'print cpu[0].irqs' Tab
expect 'Tab completes a path' 'irqs_on'
keys C-u
keys C-u
keys 'hrtimer_start h +1ms clock=t' Tab
expect 'Tab completes what a key may be' 'clock=tai'
