#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The console on a terminal (TAP): the program runs in a window of tmux, keys are
# sent to it, and what the window shows is looked at.

set -u
tests=25
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
keys 'help topi' Tab
expect 'Tab completes a word of help' 'help topics'
keys C-u
keys 'hrtimer_start h +1ms clock=t' Tab
expect 'Tab completes what a key may be' 'clock=tai'
keys C-u
line 'process q1'
line 'timer_create q1 CLOCK_MONOTONIC SIGALRM'
line 'timer_gettime q1 7'
expect 'a system call that fails says so' 'timer_gettime\.rc = -22 (EINVAL)'
keys 'kill q1.m' Tab
expect 'Tab completes the name of a first thread' 'kill q1\.main'
keys C-u
keys 'timer_gettime q1 q1.t' Tab
expect 'Tab completes the name of a POSIX timer' 'timer_gettime q1 q1\.timer0'
keys C-u
keys 'und' Tab Tab
expect 'Tab twice lists what is possible' 'undisplay.*undo'
keys C-u

line 'timer_setup t1 {'
expect 'an open block asks for more' '^> *$'
line 'printk "from the callback"'
line '}'
expect 'its end is the end of the command' '^(timerscope cpu 0) *$'

line 'add_timer t1 +10ms'
expect 'the conversion is shown' '+10ms is 3j at HZ=250'
line 'mod_timer t1 +5j -> r'
expect 'the result is shown' 'r.rc = 1'
line 'run 30ms'
expect 'the kernel log is shown' 'from the callback'

line 'step mod_timer t1 +3j'
line 'step'
line ''
expect 'an empty line repeats step' '^CPU 0 \[task\].*step' 3
line 'mod_timer t1 +3j'
line ''
line 'print count(timer_start, timer=t1)'
expect 'but not a call' '^[34]$'

line 'mod_timr t1 +3j'
expect 'an error helps' 'did you mean mod_timer'

line 'continue'
sleep 0.5
keys C-c
expect 'Ctrl-C stops continue' 'Stopped: interrupted'
line 'print 20 + 22'
expect 'and the console goes on' '^42$'

line 'quit'
expect 'quit asks when nothing was saved' 'Quit? (y or n)'
line 'n'
line 'print 21 + 22'
expect 'n goes on' '^43$'
line 'quit'
shows 'Quit? (y or n)' 2
line 'y'
expect 'y leaves' 'status=0'

grep -q '^continue$' "$work/state/timerscope/history"
report 'the history is kept in XDG_STATE_HOME' $?

stop
start 100 50 --console
shows '^(timerscope cpu 0)'
keys Up
expect 'and read again' '(timerscope cpu 0) quit'
