#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The documents say what the program does (TAP). Whatever they show is run:
#
#	README.md	```console   a session at the prompt: typed again,
#				     its output compared
#			```screen    what the commands in the comment above
#				     paint (<!-- screen: COMMANDS -->)
#			```timerscope  a script: must succeed
#			```shell     commands: run in an empty folder where the
#				     source's tests/ lies; must succeed
#			(```sh is only shown)
#	timerscope-script(5)	examples (-literal -offset indent): one script;
#				dialogues (-literal -offset 6n): typed, answered
#	timerscope-lesson(5)	examples: together, a lesson; proved
#	timerscope(1)		examples: shell commands
#
# Numbers of lines and steps change with each edit of core/; they are not
# compared. `sh tests/doc-t.sh --update` writes README's session and screen anew
# (top_builddir names the build folder, if that is not the working folder).

set -u
LC_ALL=C
export LC_ALL
source=$(CDPATH='' cd -- "${top_srcdir:-$(dirname -- "$0")/..}" && pwd) || exit 1
build=$(CDPATH='' cd -- "${top_builddir:-.}" && pwd) || exit 1
awk=${AWK:-awk}
program=$build/timerscope
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
. "$source/tests/tap.sh"
mkdir "$work/home" "$work/empty"
ln -s "$source/tests" "$work/empty/tests"

skip()
{
	number=$((number + 1))
	echo "ok $number - $1 # SKIP $2"
}

# A generated file is in the build folder, or came with the tarball.
generated()
{
	if [ -f "$build/$1" ]; then
		echo "$build/$1"
	else
		echo "$source/$1"
	fi
}

# fenced LANGUAGE: the README's blocks of it, into $work/block.1, .2 ...
fenced()
{
	rm -f "$work"/block.*
	$awk -v tag="\`\`\`$1" -v to="$work/block." '
		/^```/ { on = !on && $0 == tag; if (on) n++; next }
		on { print > (to n) }' "$source/README.md"
}

# displays PAGE [OFFSET]: the lines of its examples.
displays()
{
	$awk -v offset="${2-indent}" '
		$0 == ".Bd -literal -offset " offset { on = 1; next }
		/^\.Ed/ { on = 0 }
		on { gsub(/\\e/, "\\"); gsub(/\\&/, ""); gsub(/\\-/, "-")
			print }' "$1"
}

# prompt: type standard input at a prompt that is no terminal.
prompt()
{
	HOME=$work/home XDG_STATE_HOME='' TERM=dumb INPUTRC=/dev/null \
	    $limit "$program" --console 2>&1
}

# typed BLOCK: what was typed in a session.
typed()
{
	sed -n 's/^(timerscope cpu [0-9]*) //p' "$1"
}

# The session as it is now, without the prompt at its end.
session()
{
	typed "$1" | prompt | sed '${/^(timerscope cpu [0-9]*) *$/d;}'
}

# The README's screen as it is now, the last of those that its commands print; and
# a screen without its numbers.
painted()
{
	"$program" --history -e "$(sed -n 's/^<!-- screen: \(.*\) -->$/\1/p' \
	    "$source/README.md")" 2>&1 </dev/null |
	    $awk '/^ timerscope / { text = "" } { text = text $0 "\n" }
		END { printf "%s", text }'
}

normal_screen()
{
	sed -e 's/[0-9][0-9]*/N/g' -e 's/   */  /g' -e 's/ *$//'
}

# Without the numbers that each edit of core/ changes.
normal()
{
	sed -e 's/  step [0-9]*$/  step N/' \
	    -e 's/\(core\/[a-z_/]*\.c\):[0-9]*/\1:N/g' \
	    -e 's/^[0-9][0-9]*	/N	/' -e 's/, [0-9]* steps,/, N steps,/' \
	    -e 's/ *$//'
}

update()
{
	if [ ! -x "$program" ]; then
		echo "doc-t.sh: no $program; set top_builddir" >&2
		return 1
	fi
	fenced console
	for block in "$work"/block.*; do
		session "$block" > "$work/session.${block##*.}"
	done
	painted > "$work/screen"
	$awk -v from="$work/session." -v screen="$work/screen" '
		/^```/ && on { on = 0; print; next }
		/^```/ { open = !open }
		$0 == "```console" && open {
			print
			file = from (++n)
			while ((getline line < file) > 0) print line
			on = 1; open = 0
			next
		}
		$0 == "```screen" && open {
			print
			while ((getline line < screen) > 0) print line
			on = 1; open = 0
			next
		}
		!on { print }' "$source/README.md" > "$work/README.md" &&
	    cp "$work/README.md" "$source/README.md"
}

if [ "${1-}" = --update ]; then
	update
	exit
fi

# ---- timerscope-script(5) ---------------------------------------------------

displays "$source/man/timerscope-script.5" > "$work/empty/page.tst"
(cd "$work/empty" && $limit "$program" --history -b page.tst) \
    >"$work/out" 2>&1 </dev/null
ok $? "timerscope-script(5): the examples run"

displays "$source/man/timerscope-script.5" 6n > "$work/dialogue"
while IFS= read -r line; do
	IFS= read -r answer
	printf '%s\n' "$line" | prompt > "$work/answer"
	grep -qxF -e "$answer" "$work/answer" ||
	    { echo "$line"; echo "lacks: $answer"; cat "$work/answer"; }
done < "$work/dialogue" > "$work/out"
[ -s "$work/dialogue" ] || echo "there are no dialogues" >> "$work/out"
nothing "timerscope-script(5): the dialogues are as printed"

# Each row of the help is "  name   text"; the calls follow the commands.
"$program" -e help > "$work/help" 2>&1
$awk '/^Kernel calls/ { exit } /^  [a-z]/ { print $1 }' \
    "$work/help" > "$work/commands"
$awk '/^Kernel calls/ { on = 1 } on && /^  [a-z]/ { print $1 }' \
    "$work/help" > "$work/calls"
sed -n '/^\.It timers/,/^\.El/p' "$source/man/timerscope-script.5" |
    tr -c 'a-z_-' '\n' | sort -u > "$work/words"
sort -u "$work/calls" | comm -23 - "$work/words" > "$work/out"
[ -s "$work/calls" ] || echo "help lists no calls" >> "$work/out"
nothing "timerscope-script(5): names every statement of bodies"

# ---- timerscope-lesson(5) ---------------------------------------------------

page=$(generated man/timerscope-lesson.5)
displays "$page" > "$work/page.lesson"
$limit "$program" --check-lesson "$work/page.lesson" >"$work/out" 2>&1 </dev/null
ok $? "timerscope-lesson(5): the examples are a lesson"

"$program" --manual | sed -n 's/^\.It Li "[^ ]* \([^"]*\)"$/\1/p' > "$work/panes"
sed -n '/^pane  *=/,/^[a-z]* *= "#"/p' "$page" | sed '$d' | tr ' |=' '\n\n\n' |
    sed -n 's/^"\(.*\)"$/\1/p' | diff "$work/panes" - > "$work/out"
[ -s "$work/panes" ] || echo "the manual lists no panes" >> "$work/out"
nothing "timerscope-lesson(5): the grammar has every pane"

# ---- timerscope(1) ----------------------------------------------------------

page=$(generated man/timerscope.1)
sed -n 's/^\.It Ic \([^ ]*\).*/\1/p' "$page" 2>"$work/out" | sed 's/\\-/-/g' |
    sort -u > "$work/words"
sort -u "$work/commands" "$work/calls" | comm -23 - "$work/words" >> "$work/out"
[ -s "$work/commands" ] || echo "help lists no commands" >> "$work/out"
nothing "timerscope(1): has every command and call"

# The words that help ends with, and the words to which those refer.
sed -n '/^Topics/,$p' "$work/help" | sed 's/^Topics ([^)]*)://' |
    tr ' ' '\n' | sed '/^$/d' > "$work/topics"
"$program" -e 'help topics' | sed -n 's/^  \([^ ][^ ]*\)  *[^ ].*/\1/p' |
    diff "$work/topics" - > "$work/out"
nothing "help topics lists them, each with a sentence"
sed 's/^/help /' "$work/topics" > "$work/topics.tst"
"$program" -b "$work/topics.tst" 2>"$work/out" | sed -n 's/^See also: //p' |
    tr ' ' '\n' | sort -u | sed 's/^/help /' > "$work/see.tst"
"$program" -b "$work/see.tst" 2>>"$work/out" >"$work/seen" ||
    echo "a topic refers to one that is not there" >> "$work/out"
[ -s "$work/topics" ] && [ -s "$work/see.tst" ] ||
    echo "help lists no topics" >> "$work/out"
sed -n 's/^\.It Sy //p' "$page" | diff "$work/topics" - >> "$work/out"
nothing "help has every topic that it lists or refers to, and so has timerscope(1)"

"$program" --print-options | sort > "$work/options"
sed -n 's/^\.It.* Fl \\-\([^ ]*\).*/--\1/p' "$page" | sed 's/\\-/-/g' | sort |
    comm -23 "$work/options" - > "$work/out"
[ -s "$work/options" ] || echo "no options" >> "$work/out"
nothing "timerscope(1): has every option"

grep -n '^@.*@$' "$page" > "$work/out"
nothing "timerscope(1): no marker is left"

displays "$page" > "$work/page.sh"
(cd "$work/empty" && PATH=$build:$PATH $limit sh -eu "$work/page.sh") \
    >"$work/out" 2>&1 </dev/null
ok $? "timerscope(1): the examples run"

# Whether the pages that they refer to are installed is not their matter.
for page in "$page" "$source/man/timerscope-script.5" \
    "$(generated man/timerscope-lesson.5)"; do
	name=${page##*/}
	if command -v mandoc >/dev/null 2>&1; then
		mandoc -Tlint -W warning "$page" 2>&1 |
		    grep -v 'referenced manual not found' > "$work/out"
		nothing "$name: mandoc finds nothing wrong"
	else
		skip "$name: mandoc finds nothing wrong" "mandoc is not here"
	fi
done

# ---- the shell completion ---------------------------------------------------

completion=$(generated completion/timerscope)
if command -v bash >/dev/null 2>&1; then
	bash -c '. "$1" && COMP_WORDS=(timerscope --max-) COMP_CWORD=1 &&
	    compopt() { :; } && _timerscope &&
	    printf "%s\n" "${COMPREPLY[@]}"' - "$completion" 2>&1 |
	    sort > "$work/found"
	grep '^--max-' "$work/options" | diff - "$work/found" > "$work/out"
	ok $? "completion: bash completes options"
else
	skip "completion: bash completes options" "bash is not here"
fi

# ---- README.md, HACKING.md --------------------------------------------------

fenced console
for block in "$work"/block.*; do
	session "$block" | normal > "$work/now"
	normal < "$block" | diff - "$work/now" > "$work/out"
	ok $? "README.md: session ${block##*.} is what the program prints"
done

fenced screen
painted | normal_screen > "$work/now"
normal_screen < "$work/block.1" | diff - "$work/now" > "$work/out"
ok $? "README.md: the screen is what the program paints"

fenced timerscope
for block in "$work"/block.*; do
	[ -f "$block" ] || continue
	(cd "$work/empty" && $limit "$program" --history -b "$block") \
	    >"$work/out" 2>&1 </dev/null
	ok $? "README.md: script ${block##*.} succeeds"
done

fenced shell
cat "$work"/block.* > "$work/readme.sh"
(cd "$work/empty" && PATH=$build:$PATH $limit sh -eu "$work/readme.sh") \
    >"$work/out" 2>&1 </dev/null
ok $? "README.md: the commands run"

for page in README.md HACKING.md; do
	grep -oE '\b(core|src|man|tests|m4)/[A-Za-z0-9_./-]*[A-Za-z0-9_*]' \
	    "$source/$page" | grep -v -e '[*]' -e NAME | sort -u |
	    while read -r path; do
		[ -e "$source/$path" ] || [ -e "$build/$path" ] ||
		    echo "$path"
	done > "$work/out"
	nothing "$page: the files that it names are there"
done

echo "1..$number"
