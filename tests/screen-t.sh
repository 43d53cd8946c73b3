#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The screen on a terminal (TAP): every key of the key table in every pane, sizes,
# kinds of terminals, locales, signals. What a screen shows in detail is tested as
# text below tests/views.

set -u
tests=46
. "${top_srcdir:-.}/tests/terminal.sh"

cat > "$work/some.tst" <<'END'
timer_setup t1 { nop; nop; }
add_timer t1 +3j
add_timer t2 +70j
process p1
sigaction p1 SIGALRM handler { burn user 1ms }
timer_create p1 CLOCK_MONOTONIC SIGALRM -> c
timer_settime p1 c value=1ms interval=1ms
run 5ms
step add_timer t3 +9j
END

# What tmux calls a key of ours.
tmux_key()
{
	case $1 in
	PgUp) echo PPage ;;
	PgDn) echo NPage ;;
	Shift-Tab) echo BTab ;;
	Esc) echo Escape ;;
	Ctrl-C) echo C-c ;;
	Ctrl-L) echo C-l ;;
	*) echo "$1" ;;
	esac
}

# lacks PATTERN: it goes away, soon.
lacks()
{
	turns=50
	while screen | grep -q -e "$1"; do
		[ $turns -gt 0 ] || return 1
		turns=$((turns - 1))
		sleep 0.1
	done
}

# The program is there and paints: its first line is.
alive()
{
	keys Escape
	sleep 0.1
	shows 'jiffies'
}

if ! start 80 24 "$work/some.tst" 2>/dev/null; then
	echo '1..0 # SKIP tmux cannot open a window here'
	exit 0
fi
echo "1..$tests"

expect 'the first line says where the machine is' 'CPU 0.*jiffies 42948'
expect 'the last one which keys matter' 's  step .*help'
expect 'ASCII where the locale has no more' '^->3 source'

# --- every key in every pane -----------------------------------------------
"$program" -e 'info keys' > "$work/keys"
for size in 80x24 120x40 200x60; do
	$tm resize-window -x "${size%x*}" -y "${size#*x}"
	for pane in 1 2 3 4 5 6 7; do
		while read -r key where _; do
			[ "$where" != console ] || continue
			case $key in
			q | F10 | :) continue ;;
			esac
			keys "$pane" "$(tmux_key "$key")"
		done < "$work/keys"
		keys Escape Escape
	done
	alive
	report "every key in every pane at $size" $?
done
while read -r key where _; do
	[ "$where" != panes ] || continue
	case $key in F10) continue ;; esac
	keys 8 "$(tmux_key "$key")"
done < "$work/keys"
alive
report 'every key of the console' $?

# --- moving ------------------------------------------------------------------
stop
terminal_env='TERM=screen-256color LC_ALL=C.UTF-8'
LC_ALL=C.UTF-8 start 80 24 "$work/some.tst"
shows 'jiffies'
before=$(screen | sed -n '1s/.*step \([0-9]*\).*/\1/p')
keys s
expect 's steps forwards' "step $((before + 1))$"
keys S
expect 'S backwards' "step $before\( \|$\)"
keys 3 z
expect 'z zooms the focused pane' '3 source'
lacks '2 wheel'
report 'and nothing else is there' $?
keys z
expect 'and back' '2 wheel'
keys '?'
expect '? shows the keys' 'reverse-step'
keys Escape : 'print 20 + 22' Enter
expect 'commands are typed after :' '^42 *$'
line 'print nonsense_1'
expect 'an error stands above the line being typed' "^column .*nonsense_1"
expect 'and leaves the last line to the keys' 'Esc *keys'
keys C-c
expect 'Ctrl-C where nothing runs says what it is for' 'nothing runs'
line 'task unfinished {'
shows '^>'
keys C-c
expect 'and drops a block' 'block is dropped'
line 'print 20 + 23'
expect 'for the next command' '^43 *$'
keys Escape s s C-Right S-Down M-Up
sleep 0.3
[ "$(screen | grep -c 'THE PAST')" -eq 0 ]
report 'a key with Ctrl held does nothing that another key does' $?
keys Escape /
expect '/ asks what to search' '^ search in'
keys Escape q
[ "$(screen | grep -c 'status=')" -eq 0 ]
report 'q asks first' $?
keys y
expect 'and y leaves' 'status=0'

# --- sizes ---------------------------------------------------------------------
stop
start 80 24 "$work/some.tst"
shows 'jiffies'
$tm resize-window -x 20 -y 5
expect 'too small: it says so' 'too small'
for size in 200x60 40x12 81x25 30x50 200x10 120x40 1x1 79x23 80x24; do
	$tm resize-window -x "${size%x*}" -y "${size#*x}"
	keys s
done
alive
report 'it survives a storm of sizes' $?

# --- stopping ------------------------------------------------------------------
line ':continue'
sleep 0.8
expect 'a long run shows how far it is' 'running: [0-9.]* s'
keys C-c
expect 'Ctrl-C stops it' 'interrupted'
alive
keys : 'add_timer t9 +9j' Enter
shows 'set up t9'
keys : 'add_timer t8 +9j' Enter
expect 'the key for commands does no harm while one types' 'set up t8'
stop	# the terminal is gone: SIGHUP
turns=50
until grep -q 'add_timer t9' "$work"/state/timerscope/rescued*.json; do
	[ $turns -gt 0 ] || break
	turns=$((turns - 1))
	sleep 0.1
done 2>/dev/null
[ $turns -gt 0 ]
report 'without its terminal it saves the session' $?

start 80 24 wheel
shows 'The wheel, step 1'
keys : 'lesson next skip' Enter
shows 'step 2'
keys : 'add_timer near +10j' Enter
shows 'timers 1'
stop
turns=50
until grep -q 'add_timer near' "$work"/state/timerscope/rescued*.json; do
	[ $turns -gt 0 ] || break
	turns=$((turns - 1))
	sleep 0.1
done 2>/dev/null
[ $turns -gt 0 ]
report 'a lesson as well' $?

$tm new-session -d -x 80 -y 24 "ENV= PS1='$ ' sh -i"
shows '^[$] '
line "XDG_STATE_HOME='$work/state' TERM=screen '$program' '$work/some.tst'"
shows 'jiffies'
keys C-z
expect 'Ctrl-Z stops the program' '[Ss]topped'
line fg
alive
report 'and fg brings the screen back' $?

# --- terminals ------------------------------------------------------------------
stop
terminal_env=TERM=dumb
start 80 24 "$work/some.tst"
expect 'a terminal without a screen gets the console' 'no screen: '
shows '^(timerscope cpu 0)'
report 'and its prompt' $?
for kind in linux xterm-256color vt100 screen; do
	infocmp "$kind" >/dev/null 2>&1 || kind=screen
	stop
	terminal_env=TERM=$kind
	start 80 24 "$work/some.tst"
	keys s s S
	shows 'jiffies'
	report "TERM=$kind" $?
	$tm send-keys -H 1b 5b 31 31 7e
	expect "TERM=$kind: F1 of another kind of terminal" 'reverse-step'
done
for option in --ascii '--theme mono' '--theme contrast' --mouse; do
	stop
	terminal_env=TERM=screen
	start 80 24 "$option" "$work/some.tst"
	shows 'jiffies'
	report "timerscope $option" $?
done
