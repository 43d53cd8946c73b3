#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The rules of the house that a script can keep (TAP). Each rule prints the
# lines that break it as file:line: what is wrong.

set -u
LC_ALL=C
export LC_ALL
cd "${top_srcdir:-$(dirname -- "$0")/..}" || exit 1
awk=${AWK:-awk}
number=0
found=$(mktemp) || exit 1
trap 'rm -f "$found"' EXIT

# What we look at: sources only, and never the data and inputs of tests.
folders=
for folder in core src views tests lessons man m4; do
	[ ! -d $folder ] || folders="$folders $folder"
done

# files PATTERN...: the files below $folders whose names match one PATTERN.
files()
{
	for pattern; do
		# shellcheck disable=SC2086
		find $folders -type f -name "$pattern" \
		    ! -path 'tests/data/*' ! -path 'tests/stepify/*.[ch]' \
		    ! -path '*/.deps/*' ! -path '*/.libs/*'
	done | sort
}

c_files=$(files '*.[ch]' '*.S' '*.def')
core_files=$(printf '%s\n' "$c_files" | grep '^core/' |
    grep -v '^core/stepify/')
scripts=$(files '*.sh' '*.tst' '*.m4'; find lessons -name '*.lesson')
for f in bootstrap configure.ac Makefile.am .ci/run; do
	[ ! -f $f ] || scripts="$scripts $f"
done
# shellcheck disable=SC2086
all_files=$(printf '%s\n' $c_files $scripts)

# rule DESCRIPTION: passes when $found, the list of violations, is empty.
rule()
{
	number=$((number + 1))
	if [ -s "$found" ]; then
		echo "not ok $number - $1"
		sed 's/^/# /' "$found"
	else
		echo "ok $number - $1"
	fi
}

# over FILES PROGRAM: an awk program over files; nothing when there are none.
over()
{
	# shellcheck disable=SC2086
	[ -z "$1" ] || $awk "$2" $1
}

# What stepify reads.
stepped_files=$(printf '%s\n' "$core_files" |
    grep '^core/[^/]*/.*\.c$' | grep -v '^core/machine/')

# A character of several bytes is one column: drop the continuation bytes.
columns='function columns(s,    n, i, part, width) {
	gsub(/[\200-\277]/, "", s)
	n = split(s, part, "\t")
	for (i = 1; i < n; i++)
		width += 8 * (int(length(part[i]) / 8) + 1)
	return width + length(part[n])
}'

over "$all_files" 'FNR == 1 { if (file && !seen) print file; seen = 0
		file = FILENAME }
	FNR <= 3 && /SPDX-License-Identifier: GPL-3\.0-or-later/ { seen = 1 }
	END { if (file && !seen) print file }' > "$found"
rule "each source names its licence in the first three lines"

over "$all_files" '/[ \t]$/ { print FILENAME ":" FNR ": trailing blank" }
	/\r/ { print FILENAME ":" FNR ": carriage return" }' > "$found"
rule "no trailing blanks"

over "$c_files" '/^ *        / && !/^ \*/ {
		print FILENAME ":" FNR ": spaces for a tab" }
	/^\t* +\t/ { print FILENAME ":" FNR ": space before tab" }' > "$found"
rule "C is indented with tabs"

over "$core_files" "$columns"'
	FILENAME ~ /\.(c|h|def)$/ && (w = columns($0)) > 80 {
		print FILENAME ":" FNR ": " w " columns" }' > "$found"
rule "core has at most 80 columns"

over "$c_files $scripts" "$columns"'
	FILENAME !~ /\.tst$/ && (w = columns($0)) > 100 {
		print FILENAME ":" FNR ": " w " columns" }' > "$found"
rule "nothing has more than 100 columns"

over "$(printf '%s\n' "$c_files" | grep '\.h$')" '
	function check() {
		if (file && !guard)
			print file ": no include guard"
	}
	FNR == 1 { check(); file = FILENAME; guard = 0; name = "" }
	/^#pragma once/ { guard = 1 }
	/^#ifndef/ && name == "" { name = $2 }
	/^#define/ && name != "" && $2 == name { guard = 1 }
	END { check() }' > "$found"
rule "each header has a guard"

# The brackets keep this file from finding itself.
over "$all_files" '/(^|[^A-Za-z0-9_])(TO[D]O|FIX[M]E|XX[X])([^A-Za-z0-9_]|$)/ {
		print FILENAME ":" FNR ": " $0 }' > "$found"
rule "no marks of unfinished work"

over "$all_files" '/\/ho[m]e\/|\/ro[o]t\/|\/Us[e]rs\/|\/wo[r]k\// {
		print FILENAME ":" FNR ": " $0 }' > "$found"
rule "no paths of somebody's machine"

# A file that nobody lists is missing from the tarball, and a test never runs.
for f in $c_files $(files '*.sh'); do
	grep -qF -e "$f" -e "${f%-t.c}-t" Makefile.am || echo "$f"
done > "$found"
rule "Makefile.am lists each source"

for f in $core_files; do
	own=${f%.c}.h
	[ "$own" != "$f" ] && [ -f "$own" ] || continue
	first=$(sed -n 's/^#include [<"]\([^>"]*\)[>"].*/\1/p' "$f" | head -n 1)
	[ "$first" = "${own#core/}" ] ||
	    echo "$f: includes $first before ${own#core/}"
done > "$found"
rule "core sources include their own header first"

# Hosts and coroutines touch the system; nothing else in core may.
over "$core_files" '/^#[ \t]*include/ {
		if ($2 ~ /^"(machine|lib|linux|vbox|illumos)\//)
			next
		if ($2 ~ /^<std(def|int|bool|arg)\.h>$|^<limits\.h>$/)
			next
		if (FILENAME ~ /^core\/machine\/(host|coroutine)\.c$/)
			next
		print FILENAME ":" FNR ": " $0
	}' > "$found"
rule "core includes core and freestanding headers only"

# Hardware and lists know no system that runs on them.
over "$core_files" '/^#[ \t]*include "(linux|vbox|illumos)\// &&
		FILENAME ~ /^core\/(machine|lib)\// {
		print FILENAME ":" FNR ": " $0 }
	/^#[ \t]*include "(vbox|illumos)\// && FILENAME ~ /^core\/linux\// {
		print FILENAME ":" FNR ": " $0 }
	/^#[ \t]*include "linux\// && FILENAME ~ /^core\/illumos\// {
		print FILENAME ":" FNR ": " $0 }' > "$found"
rule "includes point down only"

over "$(printf '%s\n' "$core_files" | grep '\.c$')" '
	FNR == 1 { start = 0 }
	/^[A-Za-z_].*\(/ { name = $0 }
	/^\{/ { start = FNR }
	/^\}/ && start {
		if (FNR - start > 60)
			print FILENAME ":" start ": " FNR - start " lines: " name
		start = 0
	}' > "$found"
rule "core functions have at most 60 lines"

over "$stepped_files" 'FNR == 1 { inside = 0 }
	/^\{/ { inside = 1 }
	/^\}/ { inside = 0 }
	inside && /^[ \t]*#[ \t]*(if|else|elif|endif)/ {
		print FILENAME ":" FNR ": " $0 }' > "$found"
rule "stepped functions have no #if inside"

# one_file LIBRARY PATTERN: at most one file of the program includes it.
one_file()
{
	over "$(printf '%s\n' "$c_files" | grep -E '^(src|views)/')" '
	/^#[ \t]*include[ \t]*<'"$2"'/ { files[FILENAME] = 1 }
	END { for (f in files) n++
		if (n > 1) for (f in files) print f }' > "$found"
	rule "one file knows $1"
}
one_file readline 'readline\/'
one_file ncurses '(ncursesw\/)?n?curses'

echo "1..$number"
