#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# timerscope --verify (TAP): recordings of real kernels agree with our wheel and
# our hrtimers, a recording with one falsified number does not, odd ones are read, and what is
# no recording is refused. All recordings of ../shared/oracle are taken too
# where that folder exists. With TIMERSCOPE_SOAK set, falsifications are tried
# everywhere instead of at some places.

set -u
LC_ALL=C
export LC_ALL
program=$(cd "${top_builddir:-.}" && pwd)/timerscope
source=$(cd "${top_srcdir:-.}" && pwd)
data=$source/tests/data
awk=${AWK:-awk}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
. "$source/tests/tap.sh"

# verify CODE DESCRIPTION FILE...: does --verify exit with CODE?
verify()
{
	code=$1 description=$2
	shift 2
	"$program" --verify "$@" >"$work/out" 2>&1
	[ $? -eq "$code" ]
	ok $? "$description"
}

# says TEXT DESCRIPTION: does the last output hold TEXT?
says()
{
	grep -F -q -e "$1" "$work/out"
	ok $? "$2"
}

# --- what agrees

for f in "$data"/*.trace; do
	verify 0 "$(basename "$f") agrees" "$f"
done
verify 0 "several files in one run" "$data"/*.trace
says "total: " "a total is printed"

# --- what was falsified

# falsify FIELD EVENT WHICH DELTA: change the number FIELD= in the WHICHth line
# of EVENT. The lines are chosen from the later part of the recording, where
# all timers are known.
falsify()
{
	$awk -v field=" $1=" -v event=" $2: " -v which="$3" -v delta="$4" '
	index($0, event) && (at = index($0, field)) && ++n == which {
		head = substr($0, 1, at + length(field) - 1)
		rest = substr($0, at + length(field))
		match(rest, /^[0-9]+/)
		$0 = head sprintf("%.0f", substr(rest, 1, RLENGTH) + delta) \
		    substr(rest, RLENGTH + 1)
	}
	{ print }' "$data/wheel-levels.trace" >"$work/false.trace"
	cmp -s "$data/wheel-levels.trace" "$work/false.trace" &&
	    echo "nothing was changed" >>"$work/out"
	verify 1 "$1 changed by $4 in $2 number $3" "$work/false.trace"
	says "$1: recorded" "... and both values are shown"
}
for which in 5 60 100 150; do
	falsify idx timer_start $which 1
	falsify bucket_expiry timer_start $which -1
done

# Of the expiries, take one of a timer that the recording arms.
known=$($awk '/ timer_start: / { sub(/.*timer=/, ""); armed[$1] = 1; next }
	/ timer_expire_entry: / { n++; sub(/.*timer=/, "")
		if (armed[$1]) last = n }
	END { print last }' "$data/wheel-levels.trace")
falsify baseclk timer_expire_entry "$known" 1
falsify baseclk timer_expire_entry "$known" -1
falsify cpu timer_start 100 1

# swap FILE NUMBER: let two timers that expire one after the other in one run
# of the same wheel change places: NUMBER counts such pairs from the end.
swap()
{
	$awk -v number="$2" '
	{ line[NR] = $0 }
	/ timer_start: / { t = $0; sub(/.*timer=/, "", t); sub(/ .*/, "", t)
		armed[t] = NR }
	/ timer_cancel: / { t = $0; sub(/.*timer=/, "", t)
		cancel[NR] = armed[t] ? t : ""; armed[t] = 0 }
	/ timer_expire_entry: / { t = $0; sub(/.*timer=/, "", t)
		sub(/ .*/, "", t); entry[NR] = t
		c = $0; sub(/.* baseclk=/, "", c); clk[NR] = c }
	END {
		for (i = NR - 5; i > 0 && !a; i--)
			if (cancel[i] != "" && entry[i + 1] == cancel[i] &&
			    cancel[i + 3] != "" &&
			    entry[i + 4] == cancel[i + 3] &&
			    clk[i + 1] == clk[i + 4] && !--number)
				a = i
		for (i = 1; i <= NR; i++) {
			if (a && i >= a && i < a + 6)
				print line[i < a + 3 ? i + 3 : i - 3]
			else
				print line[i]
		}
	}' "$1" >"$work/false.trace"
	cmp -s "$1" "$work/false.trace" && echo "nothing was changed"
}
for n in 1 2; do
	swap "$data/wheel-levels.trace" $n
	verify 1 "two expiries swapped, pair $n" "$work/false.trace"
done

# --- hrtimers that were falsified

# change FILE AWK DESCRIPTION: a copy with the lines changed by an awk program
# (it prints them) differs from our model.
change()
{
	$awk "$2" "$data/$1" >"$work/false.trace"
	cmp -s "$data/$1" "$work/false.trace" && echo "nothing was changed" >&2
	verify 1 "$3" "$work/false.trace"
}

# What awk programs share: the value of a field, and a line with it changed by
# a number.
lib='
function value(key,	at, rest) {
	at = index($0, " " key "=")
	if (!at) return ""
	rest = substr($0, at + length(key) + 2)
	sub(/ .*/, "", rest)
	return rest
}
function shift_field(key, delta,	at, old) {
	old = value(key)
	at = index($0, " " key "=") + length(key) + 1
	$0 = substr($0, 1, at) sprintf("%.0f", old + delta) \
	    substr($0, at + length(old) + 1)
}
function is_start(function_) {
	return / hrtimer_start: / && index($0, "function=" function_ " ")
}
'
change hrtimer-mix.trace "$lib"'/ hrtimer_start: / && is_start("hrtimer_wakeup") && ++n == 20 {
	shift_field("softexpires", 60000000); shift_field("expires", 60000000) } 1' \
	"an hrtimer expires before its soft expiry"
change hrtimer-mix.trace "$lib"'/ hrtimer_expire_entry: / && /hrtimer_wakeup/ && ++n == 9 {
	shift_field("now", -40000000) } 1' "now is before the soft expiry"
change hrtimer-annotated.trace "$lib"'is_start("tick_nohz_handler") && ++n == 30 {
	shift_field("expires", 1); shift_field("softexpires", 1) } 1' \
	"a tick is 1 ns off its grid"
says "expires, on the tick's grid: recorded" "... and both values are shown"
change hrtimer-annotated.trace "$lib"'is_start("hrtimer_wakeup") && ++n == 8 {
	sub(/was_armed=0/, "was_armed=1") } 1' "was_armed where it was not"
says "was_armed: recorded 1, computed 0" "... and both values are shown"
change hrtimer-tick.trace '/ was_armed=1/ && ++n == 3 {
	sub(/was_armed=1/, "was_armed=0") } 1' "not was_armed where it was"
change hrtimer-annotated.trace '/ hrtimer_expire_entry: / && /hrtimer_wakeup/ && ++n == 12 {
	sub(/hrtimer_wakeup/, "posix_timer_fn") } 1' "another function expires"

# Two that expire one after the other in one pass of a base change places.
change hrtimer-mix.trace "$lib"'
{ line[NR] = $0; timer[NR] = value("hrtimer"); now[NR] = value("now") }
/ hrtimer_start: / { started[timer[NR]] = 1 }
/ hrtimer_expire_entry: / { entry[NR] = started[timer[NR]] }
/ hrtimer_expire_exit: / { exit_[NR] = 1 }
END {
	for (i = NR - 10; i > 0 && !a; i--)
		if (entry[i] && exit_[i + 1] && entry[i + 2] && exit_[i + 3] &&
		    now[i] == now[i + 2])
			a = i
	for (i = 1; i <= NR; i++) {
		from = i
		if (a && i >= a && i < a + 4)
			from = i < a + 2 ? i + 2 : i - 2
		print line[from]
	}
}' "two expiries of one pass swapped"
says "the model expires another hrtimer first" "... which is said so"

# A start that is missing shows when a cancellation finds nothing.
change hrtimer-annotated.trace "$lib"'
{ line[NR] = $0; timer[NR] = value("hrtimer") }
/ hrtimer_start: / && /dl_task_timer/ { start[timer[NR]] = seen[timer[NR]] ? NR : 0 }
/ hrtimer_cancel: / && start[timer[NR]] && !gone { gone = start[timer[NR]] }
/ hrtimer_expire_entry: / { start[timer[NR]] = 0 }
{ seen[timer[NR]] = 1 }
END { for (i = 1; i <= NR; i++) if (i != gone) print line[i] }' \
	"a cancelled timer was never started"

# --- our own recordings

cat >"$work/own.tst" <<'END'
machine highres=on nohz=on cpus=2
hrtimer_setup p { rearm +700us }
hrtimer_start p +1ms
hrtimer_setup s mode=soft { rearm +900us }
hrtimer_start s +1ms
task a { repeat 50 { usleep_range 300us 500us } }
task b cpu=1 { repeat 50 { usleep_range 1ms 2ms; burn 1ms } }
hrtimer_start k +3ms clock=tai slack=1ms
run 30ms
hrtimer_start p +5ms
hrtimer_cancel s
run 100ms
END
"$program" -b "$work/own.tst" --ftrace --events "$work/own.trace" >"$work/out" 2>&1
verify 0 "what the simulated machine records" "$work/own.trace"
sed 's/highres=on nohz=on/highres=off nohz=off/' "$work/own.tst" >"$work/low.tst"
"$program" -b "$work/low.tst" --ftrace --events "$work/low.trace" >"$work/out" 2>&1
verify 0 "... in low resolution too" "$work/low.trace"

# A pass within another one, at a moment that lies before it, as only a damaged
# recording has it: the outer pass went on with the inner one's moment, and
# queued what it had just taken out, for ever.
sed 's/ start.*/& mode=ABS was_armed=0/; s/: \([a-z_]*: \)/: hrtimer_\1/
	s/ f=/ function=/; s/ e=/ expires=/; s/ s=/ softexpires=/' \
    >"$work/nested.trace" <<'END'
t-1 [000] d..1. 5.685750: start: hrtimer=d83d133a f=hrtimer_wakeup e=5735793800 s=5735743800
i-0 [000] d.h2. 5.704018: start: hrtimer=3d9eb3bf f=tick_nohz_handler e=5708000000 s=5708000000
i-0 [000] d.h1. 5.840062: expire_entry: hrtimer=3d9eb3bf f=tick_nohz_handler now=5840059715
i-0 [000] d.h1. 5.735820: expire_entry: hrtimer=d83d133a f=hrtimer_wakeup now=5735815401
i-0 [000] dNh1. 5.735830: expire_exit: hrtimer=d83d133a
t-1 [000] d..1. 5.735876: start: hrtimer=d87036d f=hrtimer_wakeup e=5785918958 s=5785868958
i-0 [000] d.h1. 5.748023: expire_exit: hrtimer=3d9eb3bf
t-1 [000] d..1. 5.750313: start: hrtimer=9c5035e6 f=hrtimer_wakeup e=5800358407 s=5800308407
t-3 [001] d.h2. 5.752007: cancel: hrtimer=a69ab80b
END
(ulimit -t 10 && "$program" --verify "$work/nested.trace") >"$work/out" 2>&1
[ $? -le 1 ]
ok $? "a pass within one that is ahead of it comes to an end"

# --- other events, other kernels

# Only some events were recorded: what is not there is no difference.
for recording in hrtimer-annotated hrtimer-mix hrtimer-tick; do
	for event in hrtimer_setup hrtimer_cancel hrtimer_expire_entry hrtimer_expire_exit \
	    hrtimer_expire 'timer_base_idle|tick_stop'; do
		grep -vE "$event" "$data/$recording.trace" >"$work/some.trace"
		verify 0 "$recording without $event" "$work/some.trace"
	done
done

# An older point release says that a timer was armed by a cancellation; the tick
# and the setting up had other names.
for recording in hrtimer-annotated hrtimer-mix hrtimer-tick; do
	sed -e 's/hrtimer_setup:/hrtimer_init:/' -e 's/tick_nohz_handler/tick_sched_timer/' \
	    -e 's/^\(.*\)hrtimer_start: \(hrtimer=[^ ]*\)\(.*\) was_armed=1/\1hrtimer_cancel: \2\
\1hrtimer_start: \2\3/' -e 's/ was_armed=0//' "$data/$recording.trace" >"$work/old.trace"
	verify 0 "$recording as an older kernel records it" "$work/old.trace"
done

# --- whatever is falsified

# falsify_all RECORDING EVERY [AT-LEAST]: each falsification that $falsify does
# not excuse must be found, and the recording itself must still agree. What is
# excused is counted, by reason.
falsify_all()
{
	mkdir "$work/false" || exit 1
	for kind in $kinds; do
		$awk -v to="$work/false" -v kinds="$kind" -v every="$2" \
		    -f "$source/tests/trace-line.awk" -f "$source/tests/$falsify" "$1"
		(cd "$work/false" && "$program" --verify ./*@*) \
		    >>"$work/said" 2>&1
		find "$work/false" -type f | sed 's/.*[/]//' >>"$work/tried"
		rm -f "$work/false"/*
	done
	rmdir "$work/false"
	$awk -v said="$work/said" -v least="${3:-100}" '
	BEGIN {
		while ((getline text < said) > 0)
			if (match(text, /^\.\/[^:]*@[^:]*:[0-9]+: /)) {
				sub(/:.*/, "", text)
				found[substr(text, 3)] = 1
			}
	}
	/~/ { excused++; reason = $0; sub(/.*~/, "", reason)
		count[reason] += !($0 in found); next }
	{ required++ }
	!($0 in found) { print "missed: " $0; missed++ }
	END {
		printf "%d must be found, %d may pass;", required, excused
		for (reason in count)
			printf " %s %d", reason, count[reason]
		print ""
		exit missed > 0 || required < least
	}' "$work/tried" >"$work/out" 2>&1
	ok $? "$(basename "$1") falsified: $(tail -n 1 "$work/out")"
	rm -f "$work/said" "$work/tried"
}
falsify=falsify.awk
kinds="cut-triple pointer-triple swap-triples swap-lines cut-start cut-cancel
    cut-entry cut-exit pointer-start pointer-cancel pointer-entry pointer-exit
    function-entry function-start now+1 now-1 now+40 baseclk+1 baseclk-1
    baseclk+8 baseclk-8 bucket_expiry+1 bucket_expiry-1 idx+1 idx+64 expires+1
    expires-1 cpu+1"
every=7
[ -z "${TIMERSCOPE_SOAK:-}" ] || every=1
wheel_kinds=$kinds
for f in "$data"/[!hp]*.trace; do	# those of wheels
	falsify_all "$f" $every
done

# Calls and signals: few in a recording, so each is falsified.
falsify=falsify-posix.awk
signal_kinds="sig-generate sig-deliver code-generate code-deliver errno-generate
    errno-deliver cut-generate cut-deliver twice-generate twice-deliver res grp
    unhandled late-generate early-deliver swap-generates result grid"
kinds=$signal_kinds
for f in "$data"/posix-*.trace; do
	falsify_all "$f" 1 20
done
says " 0 may pass" "of signals and calls, nothing is excused"

sed 's/res=0/res=2/' "$data/posix-kill.trace" >"$work/res.trace"
verify 1 "another result of signal_generate" "$work/res.trace"
says "res: recorded 2, computed 0" "... and both values are shown"
says "blocked SIGUSR1" "... and the state"
sed '/signal_/s/code=-6/code=0/; /code=0/s/grp=0/grp=1/' "$data/posix-sleep.trace" \
    >"$work/others.trace"
verify 0 "a sleep cut short by another process" "$work/others.trace"
grep -v hrtimer_ "$data/posix-kill.trace" >"$work/signals.trace"
verify 0 "calls and signals without hrtimers" "$work/signals.trace"
says "signals.trace: 4 of 4 signal_generate agree" "... are compared alone"
sed '/CASE g_timerfirst end/,$d' "$data/posix-kill.trace" >"$work/cut.trace"
verify 0 "a case whose end was not recorded" "$work/cut.trace"
says "1 cut off" "... and the report says so"

# --- what is odd

sed 's/$/\r/' "$data/wheel-levels.trace" >"$work/crlf.trace"
verify 0 "lines that end in CR LF" "$work/crlf.trace"

head -c 30000 "$data/wheel-levels.trace" >"$work/cut.trace"
verify 0 "a recording cut off within a line" "$work/cut.trace"
says "last line incomplete" "... and the report says so"

sed 's/\(\[[0-9]*\]\) [^ ]* /\1 /' "$data/wheel-levels.trace" >"$work/flags.trace"
verify 0 "no flag column" "$work/flags.trace"

grep -v timer_base_idle "$data/wheel-idle-softirq.trace" >"$work/idle.trace"
verify 0 "no idle entries" "$work/idle.trace"

$awk 'n++ == 200 { print "CPU:1 [LOST 7 EVENTS]" } n > 150 && n < 200 &&
	/\[001\]/ { next } { print }' "$data/wheel-levels.trace" >"$work/lost.trace"
verify 0 "lost events" "$work/lost.trace"
says "1 loss of events" "... and the report counts them"
sed 's/.LOST 7 EVENTS/[7 EVENTS DROPPED/' "$work/lost.trace" >"$work/dropped.trace"
verify 0 "lost events as trace-cmd prints them" "$work/dropped.trace"
says "1 loss of events" "... and the report counts them"

sed 's/timer=/timer=0x/; s/hrtimer=0x/hrtimer=/' "$data/tmigr-16cpu.trace" >"$work/hex.trace"
verify 0 "pointers with 0x" "$work/hex.trace"

sed 's/ bucket_expiry=[0-9]*//; s/ idx=[0-9]*//; s/ flags=.*//' \
    "$data/wheel-levels.trace" >"$work/old.trace"
verify 0 "fields that older kernels do not have" "$work/old.trace"

verify 0 "standard input" - <"$data/wheel-levels.trace"

# --- what cannot be used

verify 2 "no such file" "$work/missing.trace"
: >"$work/empty.trace"
verify 2 "an empty file" "$work/empty.trace"
verify 2 "something else" "$data/README.md"
says "not an ftrace text recording" "... is called by its name"
grep -v ' h*r*timer_[iscx]' "$data/tmigr-16cpu.trace" | grep -v timer_expire >"$work/none.trace"
verify 2 "a trace without timer events" "$work/none.trace"
says "no timer events" "... is told apart"
sed 's/\[003\]/[064]/' "$data/tmigr-16cpu.trace" >"$work/many.trace"
verify 2 "more CPUs than can be simulated" "$work/many.trace"
verify 2 "a good file and a missing one" "$data/wheel-levels.trace" "$work/missing.trace"

# --- everything there is

oracle=$source/../shared/oracle
if [ -d "$oracle" ]; then
	for f in "$oracle"/wheel-*.trace "$oracle"/tmigr-*.trace \
	    "$oracle"/hrtimer-*.trace "$oracle"/posix-*.trace; do
		verify 0 "oracle: $(basename "$f")" "$f"
		[ -n "${TIMERSCOPE_SOAK:-}" ] || continue
		case $f in
		*/posix-*)
			falsify=falsify-posix.awk kinds=$signal_kinds
			falsify_all "$f" 3 ;;
		*/wheel-* | */tmigr-*)
			falsify=falsify.awk kinds=$wheel_kinds
			falsify_all "$f" 25 ;;
		esac
	done
else
	number=$((number + 1))
	echo "ok $number - oracle # SKIP ../shared/oracle is not here"
fi

echo "1..$number"
