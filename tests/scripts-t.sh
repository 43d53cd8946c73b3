#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs every *.tst below tests/scripts and tests/views as `timerscope -b` does
# (TAP, a test each). A case is a file in our own language; comments anywhere in
# it say what to expect besides:
#
#	# exit: N	the exit code (0 when not given)
#	# error: TEXT	standard error holds TEXT
#	# args: ARGS	more arguments, before -b
#	# needs: locals	skipped where configured with --disable-locals
#
# and where x.out lies beside x.tst, standard output must equal it; UPDATE=1
# writes such files anew (look at the difference). If x.out says "step N" or
# ".c:N", numbers of steps and of lines in core/, which change with each edit
# there, are not compared. The cases run in a copy of the folder, so they may
# write files.

set -u
program=${top_builddir:-.}/timerscope
source=${top_srcdir:-.}/tests
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

XDG_STATE_HOME=$work/state
INPUTRC=/dev/null
export XDG_STATE_HOME INPUTRC

cp -R "$source/scripts" "$source/views" "$work" && chmod -R u+w "$work" || exit 1

# What this program lacks, so that cases that need it are skipped.
lacks=
"$program" -e 'add_timer t1 +1j; info locals' 2>&1 |
    grep -q disable-locals && lacks=locals

# A case that hangs is a failure of that case alone.
if command -v timeout >/dev/null 2>&1; then
	limit='timeout 120'
else
	limit=
fi

# wanted KEY: the values of `# KEY: value` in the case at hand.
wanted()
{
	sed -n "s/^# $1: *//p" "$case"
}

# normalise: the output without numbers that change with each edit of core/, if
# the wanted one is so. A screen is a wanted output, too.
normalise()
{
	grep -q -e '  step N$' -e '\.c:N' -e ' step N ' "$expected" || return
	sed -e 's/  step [0-9]*$/  step N/' -e 's/^\( .*  step \)[0-9]*/\1N/' \
	    -e 's/\(core\/[a-z_/]*\.c\):[0-9]*/\1:N/g' \
	    -e 's/moved on by [0-9]* statement/moved on by N statement/' \
	    -e 's/  steps [0-9]*/  steps N/' \
	    -e 's/^[0-9][0-9]*	/N	/' "$work/out" > "$work/normal"
	mv "$work/normal" "$work/out"
}

# run_case: what is wrong with it, on standard output.
run_case()
{
	want=$(wanted exit)
	# shellcheck disable=SC2046,SC2086 # the arguments are words
	$limit "$program" $(wanted args) -b "$case" \
	    >"$work/out" 2>"$work/err" </dev/null
	rc=$?
	if [ "$rc" -ne "${want:-0}" ]; then
		echo "exit code $rc instead of ${want:-0}"
		tail -n 20 "$work/out" "$work/err"
	fi
	wanted error > "$work/errors"
	while IFS= read -r text; do
		grep -qF -e "$text" "$work/err" ||
		    { echo "standard error lacks: $text"; cat "$work/err"; }
	done < "$work/errors"
	expected=${case%.tst}.out
	[ -f "$expected" ] || return
	normalise
	[ -z "${UPDATE-}" ] || [ "$rc" -ne "${want:-0}" ] ||
	    cp "$work/out" "$source/$folder/$expected"
	diff -u "$expected" "$work/out"
}

number=0
for folder in scripts views; do
	cd "$work/$folder" || exit 1
	for case in $(find . -name '*.tst' | sed 's/^\.\///' | sort); do
		number=$((number + 1))
		if [ -n "$lacks" ] && [ "$(wanted needs)" = "$lacks" ]; then
			echo "ok $number - $folder/${case%.tst} # SKIP no $lacks"
			continue
		fi
		wrong=$(run_case)
		if [ -z "$wrong" ]; then
			echo "ok $number - $folder/${case%.tst}"
		else
			echo "not ok $number - $folder/${case%.tst}"
			printf '%s\n' "$wrong" | sed 's/^/# /'
		fi
	done
done
echo "1..$number"
