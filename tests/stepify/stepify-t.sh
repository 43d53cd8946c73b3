#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tests of the build tool stepify, as TAP.
#
#	STEPIFY=./stepify srcdir=. sh tests/stepify/stepify-t.sh
#
# good/ holds sources that stepify must understand: built plain and stepped,
# with every compiler at hand, they must compute the same, and all stepped ones
# must take the same steps, those of golden/trace.  The facts in step_tables.c
# are compared with golden/facts.  Each file in bad/ breaks one rule and says
# in its first line what stepify must report, and for which line.
# With UPDATE=1 the golden files are written anew: look at the difference.

stepify=${STEPIFY:-./stepify}
here=${srcdir:-.}/tests/stepify
tmp=$(mktemp -d "${TMPDIR:-/tmp}/stepify-t.XXXXXX") || exit 99
trap 'rm -rf "$tmp"' EXIT
trap 'exit 99' HUP INT TERM
LC_ALL=C
ASAN_OPTIONS=detect_leaks=0	# stepify keeps its memory until it exits
export LC_ALL ASAN_OPTIONS

nr=0

# ok STATUS NAME: report one test; its diagnostics are in $tmp/why
ok() {
	nr=$((nr + 1))
	if test "$1" -eq 0; then
		echo "ok $nr - $2"
	else
		echo "not ok $nr - $2"
		sed 's/^/# /' "$tmp/why"
	fi
	: >"$tmp/why"
}

# try NAME COMMAND...: the command must succeed
try() {
	name=$1
	shift
	"$@" >"$tmp/why" 2>&1
	ok $? "$name"
}

# fails LINE-PATTERN COMMAND...: the command must exit 1 and say this
fails() {
	want=$1
	shift
	"$@" >"$tmp/why" 2>&1
	test $? -eq 1 && test "$(cat "$tmp/why")" = "$want"
}

# golden NAME FILE: compare with, or renew, a golden file
golden() {
	test -z "$UPDATE" || cp "$2" "$here/golden/$1"
	diff -u "$here/golden/$1" "$2"
}

run_good() {
	"$stepify" -o "$1" -s "$here/good" torture.c sub/second.c
}

warn='-std=gnu11 -Wall -Wextra -Werror'
good="$here/good/torture.c $here/good/sub/second.c $here/driver.c"
out=$tmp/out
stepped="$out/torture.c $out/sub/second.c $out/step_tables.c"

try 'the torture files are understood' run_good "$out"

# Lines stay where they were: without insertions, each line is the original.
same_lines() {
	sed -e '1,2d' -e '/^#line 1 "step_symbols"$/,$d' \
	    -e 's/ STEP_ENTER([0-9, ]*);//' \
	    -e 's/ STEP_LOCAL([0-9]*, [a-z_]*);//g' \
	    -e 's/{ \(STEP([0-9]*);\)/{\1/' \
	    -e 's/ STEP_EXPR([0-9]*))/)/' \
	    -e 's/STEP_EXPR([0-9]*), //g' \
	    -e 's/STEP([0-9]*); \{0,1\}//g' -e 's/[{} ]//g' \
	    "$out/torture.c" >"$tmp/without"
	sed 's/[{} ]//g' "$here/good/torture.c" | diff -u - "$tmp/without"
}
try 'nothing but steps is inserted, and no line moves' same_lines

same_again() {
	run_good "$tmp/again" && diff -r "$out" "$tmp/again"
}
try 'the output is deterministic' same_again

kept() {
	touch -t 200001010000 "$out/torture.c" "$out/step_tables.c" &&
	run_good "$out" &&
	test "$(find "$out" -name torture.c -newer "$tmp/again" |
		wc -l)" -eq 0 &&
	test "$(find "$out" -newer "$here/driver.c" -name step_tables.c |
		wc -l)" -eq 0
}
try 'a file that does not change is not written' kept

first=
for cc in gcc clang; do
	command -v $cc >/dev/null 2>&1 || continue
	for opt in -O0 -O2; do
		it="$cc $opt"
		exe=$tmp/$cc$opt
		# The torture is careless in ways that stepify must mend.
		try "$it: the originals compile" $cc $opt $warn \
			-Wno-dangling-else -Wno-empty-body -Wshadow \
			-I"$here/include" $good -o "$exe-plain"
		try "$it: the stepped files compile without a warning" \
			$cc $opt $warn -Wshadow -Wno-unused-value -DSTEPPED \
			-I"$here/include" $stepped "$here/driver.c" \
			-o "$exe-stepped"
		try "$it: the tables compile pedantically" $cc $opt -std=c11 \
			-Wall -Wextra -Wpedantic -Werror -I"$here/include" \
			-c "$out/step_tables.c" -o "$tmp/tables.o"
		"$exe-plain" >"$tmp/plain"
		"$exe-stepped" >"$tmp/results" 2>"$tmp/trace"
		try "$it: stepped computes what plain computes" \
			diff -u "$tmp/plain" "$tmp/results"
		try "$it: the steps are the golden ones" \
			golden trace "$tmp/trace"
		first=${first:-$cc}
	done
done

facts() {
	$first $warn -I"$here/include" $stepped "$here/facts.c" \
		-o "$tmp/facts" &&
	"$tmp/facts" "$here/good" >"$tmp/facts.out" &&
	golden facts "$tmp/facts.out"
}
try 'the facts in the tables are right' facts

for file in "$here"/bad/*.c; do
	base=${file##*/}
	want=$(sed -n '1s,^/\* expect: \(.*\) \*/$,\1,p' "$file")
	try "bad/$base" fails "$base:$want" \
		"$stepify" -o "$tmp/bad" -s "$here/bad" "$base"
done

written_nothing() {
	"$stepify" -o "$tmp/half" -s "$here/bad" two-on-a-line.c && return 1
	test ! -e "$tmp/half" && test ! -e "$tmp/bad"
}
try 'nothing is written after an error' written_nothing

try 'a missing file is reported' fails \
	"stepify: cannot read $here/good/none.c" \
	"$stepify" -o "$tmp/bad" -s "$here/good" none.c
try 'a path outside is refused' fails \
	"stepify: 'a/../b.c': the path must not hold .." \
	"$stepify" -o "$tmp/bad" -s "$here/good" a/../b.c
try 'a file given twice is refused' fails \
	"stepify: 'torture.c' is given twice" \
	"$stepify" -o "$tmp/bad" -s "$here/good" torture.c torture.c

echo "1..$nr"
