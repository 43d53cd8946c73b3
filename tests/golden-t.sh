#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The exports of each tests/golden/*.tst are the same bytes as ever: the golden
# files were written by one compiler and are compared with what this one gives.
# UPDATE=1 renews them (after a change that is meant to change them).

: "${top_srcdir=.}" "${top_builddir=.}"
program=$top_builddir/timerscope
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
n=0

# Digest, version and line numbers change with every comment.
plain() {
	sed 's/"core": "[0-9a-f]*"/"core": ""/
		s/"timerscope": "[^"]*"/"timerscope": ""/
		s/"line": [0-9]*/"line": 0/' "$1"
}

check() {	# check NAME GOLDEN ACTUAL
	n=$((n + 1))
	if [ -n "$UPDATE" ]; then
		plain "$3" >"$2"
	fi
	if plain "$3" | cmp -s - "$2"; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		plain "$3" | diff - "$2" | sed 's/^/# /' | head -20
	fi
}

for script in "$top_srcdir"/tests/golden/*.tst; do
	name=$(basename "$script" .tst)
	"$program" -b "$script" --json "$dir/$name.json" \
		--events "$dir/$name.jsonl" >"$dir/$name.out" 2>&1 ||
		echo "# $name ended with code $?"
	for kind in json jsonl; do
		check "$name.$kind" "$top_srcdir/tests/golden/$name.$kind" \
			"$dir/$name.$kind"
	done
done
echo "1..$n"
