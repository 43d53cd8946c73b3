#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Cases of POSIX timers, recorded on real kernels, played on the machine; our
# own below tests/oracle, and the whole collection where it is at hand:
# ../shared/oracle, or TIMERSCOPE_ORACLE=FOLDER.

set -u
: "${top_srcdir:=.}" "${top_builddir:=.}"
oracle=${TIMERSCOPE_ORACLE:-$top_srcdir/../shared/oracle}
player=$top_builddir/tests/oracle/posix-cases
n=0

# ok NAME, with the status of the last command
tell()
{
	status=$?
	n=$((n + 1))
	if [ $status -eq 0 ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		sed 's/^/# /' "$out"
	fi
}

out=$(mktemp) || exit 99
trap 'rm -f "$out" "$out.json"' 0

for file in "$top_srcdir"/tests/oracle/*.json; do
	"$player" "$file" >"$out" 2>&1
	tell "${file##*/}"
done

# One answer changed, one call unknown: it must notice.
for change in 's/"si_overrun": 4/"si_overrun": 5/' \
	's/"call": "timer_create"/"call": "timer_conjure"/'; do
	sed "$change" "$top_srcdir/tests/oracle/ignored-618.json" >"$out.json"
	! "$player" "$out.json" >"$out" 2>&1
	tell "a wrong answer is noticed: $change"
done
echo '[]' >"$out.json"
! "$player" "$out.json" >"$out" 2>&1
tell "no case at all is no success"
! "$player" "$out" >"$out.json" 2>&1
tell "a file that is no JSON is refused"

if [ -f "$oracle/posix_cases.json" ]; then
	"$player" "$oracle/posix_cases.json" >"$out" 2>&1
	tell "posix_cases.json, as 6.18 answers"
	"$player" --diff="$oracle/posix_diff_6.12.json" \
		"$oracle/posix_cases.json" >"$out" 2>&1
	tell "posix_cases.json, as 6.12 answers"
else
	for kernel in 6.18 6.12; do
		n=$((n + 1))
		echo "ok $n - posix_cases.json, $kernel # SKIP" \
			"../shared/oracle is not here"
	done
fi
echo "1..$n"
