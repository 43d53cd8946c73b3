#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Lessons (TAP):
#
#	lessons/*.lesson	each is proved by --check-lesson, and is short
#	tests/lessons/bad	lessons with one fault each. Their comments say
#				what --check-lesson has to answer:
#					# exit: N	(2 when not given)
#					# error: TEXT	is printed
#	tests/lessons/X.typed	what a student types, with wrong answers and
#				commands that are refused; X.out is what the
#				console shows. Numbers of lines and steps change
#				with each edit of core/ and are not compared,
#				nor are the other lessons in the list of lessons.
#				"# needs: locals" in it: not where configured
#				with --disable-locals.
#
# and progress, which is kept in a folder of our own. `sh tests/lessons-t.sh
# --update` writes the X.out anew (top_builddir names the build folder, if that
# is not the working folder).

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
unset TIMERSCOPE_DATADIR
HOME=$work/home
XDG_STATE_HOME=$work/state
INPUTRC=/dev/null
TERM=dumb
export HOME XDG_STATE_HOME INPUTRC TERM
mkdir "$HOME"
progress=$XDG_STATE_HOME/timerscope/progress.json

# typed [OPTION...]: standard input at a prompt that is no terminal.
typed()
{
	$limit "$program" --console "$@" 2>&1
}

# shows TEXT DESCRIPTION: $work/out has a line with TEXT.
shows()
{
	grep -qF -e "$1" "$work/out"
	ok $? "$2"
}

normal()
{
	sed -e 's/  step [0-9]*$/  step N/' \
	    -e 's/\(core\/[a-z_/]*\.c\):[0-9]*/\1:N/g' \
	    -e 's/, line [0-9]*$/, line N/' \
	    -e 's/moved on by [0-9]* statement/moved on by N statement/' \
	    -e 's/^[0-9][0-9]*	/N	/' -e '/^  [a-z].* 0 of [0-9]* steps$/d'
}

# A student who begins: no progress yet.
played()
{
	rm -rf "$XDG_STATE_HOME"
	typed < "$1" | normal
}

if [ "${1-}" = --update ]; then
	for path in "$source"/tests/lessons/*.typed; do
		played "$path" > "${path%.typed}.out"
	done
	exit
fi

# ---- the lessons --------------------------------------------------------------

for lesson in "$source"/lessons/*.lesson; do
	name=${lesson##*/}
	$limit "$program" --check-lesson "$lesson" >"$work/out" 2>&1 </dev/null
	ok $? "$name: every proof succeeds"
	tail -n 1 "$work/out" | grep -q '^[1-9][0-9]* passed, 0 failed$'
	ok $? "$name: and there are some"
done

# A step says what it has to say in eight lines of 76 columns.
$awk '
	function words(text,    n, word, i) {
		n = split(text, word, " ")
		for (i = 1; i <= n; i++) {
			if (!at || at + 1 + length(word[i]) > 76) {
				lines++
				at = 0
			}
			at += length(word[i]) + (at > 0)
		}
	}
	function done() {
		if (lines > 8)
			print file ":" line ": " lines " lines of text"
		lines = at = 0
	}
	/^[a-z]/ { done(); on = /^text:/; file = FILENAME; line = FNR
		sub(/^[a-z]*:/, "") }
	on && /^\t  / { lines++; at = 0; next }
	on && NF == 0 { at = 0 }
	on { words($0) }
	END { done() }' "$source"/lessons/*.lesson > "$work/out"
nothing "no step has more than eight lines of text"

# ---- what is no lesson -----------------------------------------------------------

cd "$source/tests/lessons/bad" || exit 1
for lesson in *.lesson; do
	$limit "$program" --check-lesson "$lesson" >"$work/answer" 2>&1 </dev/null
	rc=$?
	want=$(sed -n 's/^# exit: *//p' "$lesson")
	sed -n 's/^# error: //p' "$lesson" > "$work/errors"
	{
		[ "$rc" -eq "${want:-2}" ] ||
		    echo "exit code $rc instead of ${want:-2}"
		[ -s "$work/errors" ] || echo "it says not what is wrong"
		while IFS= read -r text; do
			grep -qF -e "$text" "$work/answer" || echo "lacks: $text"
		done < "$work/errors"
	} > "$work/out"
	[ ! -s "$work/out" ] || cat "$work/answer" >> "$work/out"
	nothing "bad/$lesson"
done

printf 'lesson: A\nstep: B\ntext: C\0\n' > "$work/nul.lesson"
printf 'lesson: A\r\nstep: B\r\n' > "$work/crlf.lesson"
for lesson in "$work/nul.lesson:3:1: a NUL byte" \
    "$work/crlf.lesson:1:1: a carriage return" \
    "$work: Is a directory" "$work/missing.lesson: No such file"; do
	$limit "$program" --check-lesson "${lesson%%:*}" >"$work/out" 2>&1 \
	    </dev/null
	[ $? -eq 2 ] && grep -qF -e "$lesson" "$work/out"
	ok $? "no lesson: ${lesson#"$work"}"
done

$limit "$program" --check-lesson >"$work/out" 2>&1 </dev/null
[ $? -eq 2 ]
ok $? "--check-lesson without a file is a usage error"

# ---- a student's way ------------------------------------------------------------

# What this program lacks: sessions that need it are skipped.
lacks=
"$program" -e 'add_timer t1 +1j; info locals' 2>&1 |
    grep -q disable-locals && lacks=locals

for path in "$source"/tests/lessons/*.typed; do
	if [ -n "$lacks" ] && grep -q "^# needs: $lacks" "$path"; then
		number=$((number + 1))
		echo "ok $number - $(basename "$path") # SKIP no $lacks"
		continue
	fi
	name=${path##*/}
	played "$path" > "$work/now"
	diff -u "${path%.typed}.out" "$work/now" > "$work/out"
	ok $? "$name is answered as before"
	grep -q ' \([0-9]*\) of \1 steps  done$' "$work/now"
	ok $? "$name goes through all steps"
done

# Whoever types nothing but these gets through, too; each with its own variants.
seed=0
for path in "$source"/lessons/*.lesson; do
	lesson=${path##*/[0-9][0-9]-}
	lesson=${lesson%.lesson}
	steps=$(grep -c '^step:' "$path")
	seed=$((seed + 1))
	rm -rf "$XDG_STATE_HOME"
	{
		echo "lesson open $lesson seed=$seed"
		step=0
		while [ $step -lt "$steps" ]; do
			echo "lesson solution run; lesson next"
			step=$((step + 1))
		done
		echo lesson
	} | typed > "$work/out"
	shows " $steps of $steps steps  done" \
	    "$lesson: the solutions lead through it"
	{
		echo "lesson open $lesson step=1"
		step=1
		while [ $step -lt "$steps" ]; do
			echo "lesson next skip"
			step=$((step + 1))
		done
		echo "lesson goal"
	} | typed > "$work/out"
	shows ", step $steps of $steps:" "$lesson: skipping leads through it"
done

# Looking at goals while the machine runs changes nothing.
calls='timer_setup a { rearm +3j }; add_timer a +2j; on cpu 1 add_timer b +9j'
cat > "$work/look.lesson" <<END
lesson: Looking on
step: Never
text: A goal that is looked at all the time.
start: machine cpus=2 hz=100
goal: Never
	jiffies == 0j
solution: tick
END
$limit "$program" -e "lesson open $work/look.lesson; $calls; run 2s" \
    --events "$work/with" >"$work/out" 2>&1 </dev/null
$limit "$program" -e "machine cpus=2 hz=100; $calls; run 2s" \
    --events "$work/without" >>"$work/out" 2>&1 </dev/null
[ -s "$work/with" ] && cmp "$work/with" "$work/without" >>"$work/out" 2>&1
ok $? "the trace is the same with a lesson open"

# ---- progress --------------------------------------------------------------------

rm -rf "$XDG_STATE_HOME"
echo 'lesson' | typed > "$work/out"
shows 'wheel        The wheel                                 0 of 10 steps' \
    "nothing is done at first"
printf 'tick 3\nanswer 4ms\n' | typed wheel > "$work/out"
shows 'This step is complete' "a lesson's name opens it"
echo 'lesson goal' | typed wheel > "$work/out"
shows 'The wheel, step 2 of 10' "and goes on where it was left"
echo 'lesson goal' | typed --no-progress wheel > "$work/out"
shows 'The wheel, step 1 of 10' "--no-progress does not know of it"
cp "$progress" "$work/before"
printf 'tick 3\nanswer 4ms\nlesson next\n' | typed --no-progress wheel \
    >"$work/out"
cmp "$progress" "$work/before" >"$work/out" 2>&1
ok $? "and leaves the file alone"
$limit "$program" -e 'lesson open wheel; tick 3; answer 4ms; lesson' \
    >"$work/out" 2>&1 </dev/null
cmp "$progress" "$work/before" >/dev/null 2>&1
ok $? "so does a batch run"

for text in '' '{' '[]' '{"format": "timerscope-progress", "version": 99}' \
    '{"format": "timerscope-progress", "version": 1, "lessons": 5}'; do
	printf '%s' "$text" > "$progress"
	rm -f "$progress.bad"
	printf 'lesson\ntick 3\nanswer 4ms\n' | typed wheel > "$work/out"
	shows ' 0 of 10 steps' "a spoilt progress file counts as none: $text"
	{ printf '%s' "$text" | cmp - "$progress.bad" &&
	    grep -q '"wheel"' "$progress"; } >"$work/out" 2>&1
	ok $? "and is kept beside the new one"
done
echo '{"format": "timerscope-progress", "version": 1, "lessons":
    {"wheel": {"done": [-1, 64, "x", 0], "next": 12345678901}}}' > "$progress"
echo lesson | typed > "$work/out"
shows ' 1 of 10 steps' "odd numbers in it are passed over"

: > "$work/file"
printf 'tick 3\nanswer 4ms\nlesson next\n' |
    XDG_STATE_HOME=$work/file typed wheel > "$work/out"
shows 'timerscope: progress cannot be kept: ' "what cannot be kept is said"
shows 'The wheel, step 2 of 10' "and stops nobody"
printf 'tick 3\nanswer 4ms\nlesson next\n' |
    HOME='' XDG_STATE_HOME='' typed wheel > "$work/out"
shows 'neither HOME nor XDG_STATE_HOME is set' "nor does a missing home"

# ---- where lessons are ----------------------------------------------------------------

mkdir -p "$work/data/lessons"
cp "$source/tests/lessons/bad/no-text.lesson" "$work/data/lessons/"
sed 's/^lesson: .*/lesson: My own/' "$source/lessons/01-wheel.lesson" \
    > "$work/data/lessons/07-own.lesson"
printf 'lesson\nlesson open 1\nlesson goal\nlesson open no-text\n' |
    TIMERSCOPE_DATADIR=$work/data typed > "$work/out"
shows '  own          My own' "TIMERSCOPE_DATADIR names other lessons"
shows 'My own, step 1 of 10' "which can be opened by their number"
shows '  no-text      no-text                                   0 of 0 steps  broken' \
    "a broken one is listed as such"
shows 'no-text.lesson:4:1: this step says nothing' "with the reason"
printf 'lesson\n' | TIMERSCOPE_DATADIR=$work/nowhere typed > "$work/out"
shows 'There are no lessons' "a folder without lessons is no error"
printf 'lesson goal\n' | typed "$work/data/lessons/07-own.lesson" > "$work/out"
shows 'My own, step 1 of 10' "a file's name opens it"
$limit "$program" --console "$work/other.lesson" >"$work/out" 2>&1 </dev/null
shows 'other.lesson: No such file' "a missing file is said"

echo "1..$number"
