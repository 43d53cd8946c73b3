#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# timerscope --verify (TAP): recordings of real kernels agree with our wheel, a
# recording with one falsified number does not, odd ones are read, and what is
# no recording is refused. All recordings of ../shared/oracle are taken too
# where that folder exists.

set -u
LC_ALL=C
export LC_ALL
program=${top_builddir:-.}/timerscope
source=${top_srcdir:-.}
data=$source/tests/data
awk=${AWK:-awk}
number=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# ok RESULT DESCRIPTION: what the program printed explains a failure.
ok()
{
	number=$((number + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $number - $2"
	else
		echo "not ok $number - $2"
		sed 's/^/# /' "$work/out" | head -n 20
	fi
}

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
grep -v ' timer_[iscx]' "$data/tmigr-16cpu.trace" | grep -v timer_expire >"$work/none.trace"
verify 2 "a trace without timer events" "$work/none.trace"
says "no timer events" "... is told apart"
sed 's/\[003\]/[064]/' "$data/tmigr-16cpu.trace" >"$work/many.trace"
verify 2 "more CPUs than can be simulated" "$work/many.trace"
verify 2 "a good file and a missing one" "$data/wheel-levels.trace" "$work/missing.trace"

# --- everything there is

oracle=$source/../shared/oracle
if [ -d "$oracle" ]; then
	for f in "$oracle"/wheel-*.trace "$oracle"/tmigr-*.trace; do
		verify 0 "oracle: $(basename "$f")" "$f"
	done
else
	number=$((number + 1))
	echo "ok $number - oracle # SKIP ../shared/oracle is not here"
fi

echo "1..$number"
