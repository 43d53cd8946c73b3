#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Cases that a seed makes up (TAP): timers of all kinds, sleeps, masks and
# dispositions, through the system calls of the kernel that runs us, and on the
# machine. Both must answer the same. What a case answers does not hang on how
# busy we are (tests/oracle/random.c); should they differ all the same, the case
# is made again, and only what differs each time is a difference.
#
# With TIMERSCOPE_SOAK=SECONDS as many seeds as fit into that time.

set -u
: "${top_srcdir:=.}" "${top_builddir:=.}"
real=$top_builddir/tests/oracle/real-cases
player=$top_builddir/tests/oracle/posix-cases
seconds=${TIMERSCOPE_SOAK:-0}
failed=0
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' 0
n=0

tell()
{
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		failed=1
		head -n 20 "$work/out" | sed 's/^/# /'
	fi
}

skip()
{
	echo "1..0 # SKIP $1"
	exit 0
}

# The machine's kernel for the one that runs us: the rework of 6.13.
[ -x "$real" ] || skip "this system has no timerfd: it is not Linux"
release=$(uname -r)
kernel=$(echo "$release" | awk -F'[.-]' '{
	print ($1 * 1000 + $2 >= 6013 ? "6.18" : "6.12") }')
"$real" --random=1 --count=1 >"$work/cases" 2>"$work/out"
case $? in
0) ;;
77) skip "$(sed 's/.*real-cases: //' "$work/out")" ;;
*) tell 1 "real-cases runs"; echo "1..$n"; exit 0 ;;
esac

# differ SEED COUNT: make cases, play them; again what differs.
differ()
{
	"$real" --random="$1" --count="$2" --jobs=16 >"$work/cases" 2>"$work/out" &&
	    "$player" --kernel=$kernel "$work/cases" >"$work/out" 2>&1
	status=$?
	summary=$(tail -n 1 "$work/out")
	grep '^DIFFERS' "$work/out" | sed 's/^DIFFERS \([^:]*\):.*/\1/' >"$work/again"
	[ -s "$work/again" ] && status=0
	case $summary in
	0\ of\ 0*) tell 0 "seed $1 # SKIP this machine is too busy to be on time"
		return ;;
	esac
	while read -r id; do
		for try in 1 2 3; do
			"$real" --case="$id" "$work/cases" >"$work/case" 2>>"$work/out" &&
			    "$player" --kernel=$kernel "$work/case" >"$work/one" 2>&1 &&
			    continue 2
			# too late every time: nothing is known
			grep -q '^not observed' "$work/one" && continue 2
		done
		status=1
		cat "$work/one" "$work/case" >>"$work/out"
	done <"$work/again"
	tell $status "seed $1, on $release and kernel=$kernel: $summary"
}

# What one seed makes up is always the same.
"$real" --random=5 --count=3 --dry >"$work/once"
"$real" --random=5 --count=3 --dry | cmp -s - "$work/once"
tell $? "a seed makes up the same cases each time"

# Another answer is noticed.
"$real" --random=1 --count=1 >"$work/cases"
"$player" --kernel=$kernel "$work/cases" >"$work/out" 2>&1
tell $? "one case, the same answers"
sed 's/"ret": 0/"ret": 1/' "$work/cases" >"$work/false"
! "$player" --kernel=$kernel "$work/false" >"$work/out" 2>&1
tell $? "another answer is noticed"

if [ "$seconds" -eq 0 ]; then
	differ 1 60
else
	end=$(($(date +%s) + seconds))
	seed=2
	while [ "$(date +%s)" -lt "$end" ]; do
		differ $seed 200
		seed=$((seed + 1))
	done
fi
echo "1..$n"
# `make soak` hears of it by the exit code.
[ "$seconds" -eq 0 ] || exit $failed
