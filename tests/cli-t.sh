#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The command line (TAP): options, exit codes, output files and what is in them.

set -u
LC_ALL=C
export LC_ALL
program=$(cd "${top_builddir:-.}" && pwd)/timerscope
python=${PYTHON3:-python3}

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

if command -v timeout >/dev/null 2>&1; then
	limit='timeout 60'
else
	limit=
fi

number=0

report()
{
	number=$((number + 1))
	if [ -z "$2" ]; then
		echo "ok $number - $1"
	else
		echo "not ok $number - $1"
		printf '%s\n' "$2" | sed 's/^/# /'
	fi
}

# run CODE ARGS...: with that exit code; says what is wrong.
run()
{
	code=$1
	shift
	$limit "$program" "$@" >out 2>err </dev/null
	rc=$?
	[ $rc -eq "$code" ] || { echo "exit code $rc, not $code"; cat err; }
}

# says FILE TEXT
says()
{
	grep -qF -e "$2" "$1" || { echo "$1 lacks: $2"; head -n 20 "$1"; }
}

# left: temporary files that nobody has removed.
left()
{
	find . -name '*.json.*' -o -name '*.ev.*'
}

# --- texts ---------------------------------------------------------------

report 'help' "$(run 0 --help; says out 'Exit codes: 0 all held')"
report 'version' "$(run 0 --version; says out 'timerscope ')"
report 'every option that help names is listed' "$(
	"$program" --help | sed -n 's/^ *\(-., \)\{0,1\}\(--[a-z-]*\).*/\2/p' |
	    sort > a
	"$program" --print-options | sort > b
	diff a b)"
report 'a theme that is not there' "$(
	run 2 --theme pink -e nop
	says err 'there is no "pink"; colours of the screen: dark, light')"
report 'schema' "$(run 0 --schema; says out 'https://json-schema.org/draft/2020-12/schema')"

report 'help for every command and every call' "$(
	run 0 -e help
	for name in $(sed -n 's/^  \([a-z_-]*\)  *.*/\1/p' out); do
		[ "$("$program" -e "help $name" | wc -l)" -ge 2 ] ||
		    echo "help $name says too little"
	done)"

# --- where commands come from ----------------------------------------------

echo 'echo from a file' > file.tss
report '10,000 typed calls at one instant' "$(
	awk 'BEGIN { for (i = 0; i < 10000; i++) print "mod_timer t +" 5 + i % 2 "j" }' \
	    >many.tss
	echo 'expect count(timer_start) == 10000' >>many.tss
	run 0 -b many.tss)"
report 'a script as -b FILE' "$(run 0 -b file.tss; says out 'from a file')"
report 'standard input as -b -' "$(
	echo 'echo from standard input' | $limit "$program" -b - >out 2>err ||
	    echo "exit code $?"
	says out 'from standard input')"
report 'commands as -e TEXT' "$(run 0 -e 'echo one; echo two'; says out two)"
report '-b and -e together' "$(run 0 -b file.tss -e 'echo and more'
	says out 'from a file'; says out 'and more')"
report 'a local variable by its name' "$(
	if "$program" -e 'add_timer t1 +1j; info locals' 2>&1 | grep -q disable-locals; then
		:	# configured without
	else
		there='break calc_wheel_index; add_timer t1 +70j; next 2'
		run 0 -e "$there; print delta; info locals"
		says out 'delta = 70'; says out 'clk = 42948'
	fi)"
report 'an empty script' "$(: > empty; run 0 -b empty)"
report 'a script that is not there' "$(run 2 -b nowhere
	says err 'nowhere: No such file or directory')"
report 'a script of bytes that are no text' "$(
	head -c 3000 "$program" > bytes; run 2 -b bytes; says err 'bytes:1:')"
report 'an error names file, line and column' "$(
	printf 'nop\n\n  add_timer t1 3\n' > wrong.tss
	run 2 -b wrong.tss
	says err 'wrong.tss:3:16: a time needs a unit; write +3j (jiffies) or +3ms')"

# --- exit codes, and JSON for each -----------------------------------------

# ends CODE REASON ARGS...: with both output files complete.
ends()
{
	code=$1 reason=$2
	shift 2
	rm -f r.json r.ev
	run "$code" --json r.json --events r.ev "$@"
	says r.json "\"code\": $code"
	says r.json "$reason"
	[ -f r.ev ] || echo 'no events were written'
	tail -c 2 r.json | grep -q '}' || echo 'r.json is cut off'
	left
}

report 'exit 0, and JSON' "$(ends 0 done -e 'expect 1 == 1')"
report 'exit 1, and JSON' "$(ends 1 'an expectation failed' \
	-e 'expect 1 == 2')"
report 'its JSON tells the values' "$(
	says r.json '"passed": false'; run 1 --json r.json -e 'expect now == 1s'
	says r.json 'now is 0s')"
report 'exit 2 of a script, and JSON' "$(
	ends 2 'a time needs a unit' -e 'add_timer t1 3')"
report 'exit 2 without a script, and JSON' "$(
	ends 2 'the script cannot be read' -b nowhere)"
report 'exit 2 of usage, and JSON' "$(ends 2 'a usage error' --no-such)"
report 'also when the bad option comes first' "$(
	rm -f u.json; run 2 --no-such --json u.json; says u.json '"code": 2')"
report 'exit 3, and JSON' "$(ends 3 'the limit of statements (--max-steps)' \
	--max-steps 1000 -e 'run 100s')"
report 'exit 3 of a deadlock, and JSON' "$(ends 3 'deadlock' \
	-e 'timer_setup t { timer_delete_sync t }; add_timer t +1j; run 10j')"
report 'exit 4, and JSON' "$(ends 4 Oops -e 'timer_setup t; kfree t; touch t')"
long='machine step_cost=1; task p { repeat 1000000000000 { nop } }; run 100000s'
report 'exit 3 of the wall limit, and JSON' "$(
	ends 3 'the limit of real time' --wall-limit 1 \
	    --max-steps 100000000000 -e "$long")"
report 'the worst ending counts' "$(
	run 4 -e 'expect 1 == 2; timer_setup t; kfree t; touch t')"

report 'a killed run leaves no file' "$(
	rm -f r.json r.ev
	"$program" --json r.json --events r.ev --max-steps 100000000000 \
	    -e "$long" >out 2>err </dev/null &
	pid=$!
	sleep 1
	kill -TERM $pid
	wait $pid 2>/dev/null
	rc=$?
	[ $rc -eq 143 ] || echo "exit code $rc, not 143"
	ls r.json* r.ev* 2>/dev/null)"
report 'what cannot be written is said at once' "$(
	run 2 --json nowhere/x -e 'echo ran'; says err 'cannot write nowhere/x'
	! grep ran out)"

# --- bad options ----------------------------------------------------------------

report 'an unknown option' "$(run 2 --frobnicate; says err 'timerscope --help')"
report 'an argument is missing' "$(run 2 -b; says err 'timerscope --help')"
for bad in 0 x -1 1x 99999999999999999999; do
	report "--max-steps $bad" "$(run 2 --max-steps "$bad" -e nop
		says err 'no number that fits')"
done
report 'two scripts' "$(run 2 a b; says err 'one script at a time')"
report 'a session that is none' "$(run 2 --load file.tss -e nop
	says err 'file.tss')"

# --- exports ------------------------------------------------------------------------

cat > busy.tss <<'EOF'
machine cpus=4 hz=1000
timer_setup t { printk "text with \"quotes\" and \\ backslash"; rearm +3j }
add_timer t +3j
task p cpu=1 { lock L; burn 2ms; unlock L; msleep 5ms }
on cpu 2 add_timer u +70j
add_timer far +9000000000j -> r
run 50ms
expect fired(t)
EOF
twice()
{
	for n in 1 2; do
		run 0 "$@" --json $n.json --events $n.ev -b busy.tss
		mv out $n.out
	done
	cmp 1.json 2.json
	cmp 1.ev 2.ev
	cmp 1.out 2.out
}
report 'the same bytes twice' "$(twice)"
report 'history changes nothing' "$(
	run 0 --history --json h.json --events h.ev -b busy.tss
	cmp 1.json h.json; cmp 1.ev h.ev)"
report 'ftrace text' "$(
	run 0 --ftrace --events f.txt -b busy.tss; says f.txt 'timer_start: timer='
	says f.txt '# tracer: nop')"
report 'the ftrace header tells how many entries there are' "$(
	run 0 --ftrace --events f.txt -b busy.tss
	n=$(grep -vc '^#' f.txt)
	says f.txt "# entries-in-buffer/entries-written: $n/$n "
	run 0 --ftrace --events f.txt -e 'echo nothing'
	says f.txt '# entries-in-buffer/entries-written: 0/0 '
	run 0 --ftrace --events - -b busy.tss; says out '# #P:4'
	grep 'entries-written' out)"
report "the scheduler's events as ftrace prints them" "$(
	run 0 --ftrace --events f.txt \
	    -e 'task p cpu=1 { msleep 2ms; burn 1s }; run 12ms; on cpu 1 nop'
	number='[0-9][0-9]*'
	for form in \
	    "sched_switch: prev_comm=swapper/1 prev_pid=0 prev_prio=120 \
prev_state=R ==> next_comm=p next_pid=$number next_prio=120\$" \
	    " p-$number .* sched_switch: prev_comm=p prev_pid=$number \
prev_prio=120 prev_state=D ==> next_comm=swapper/1 next_pid=0 next_prio=120\$" \
	    "prev_comm=p prev_pid=$number prev_prio=120 prev_state=R+ ==> " \
	    "prev_comm=on prev_pid=$number prev_prio=120 prev_state=X ==> " \
	    "sched_wakeup_new: comm=p pid=$number prio=120 target_cpu=001\$" \
	    "sched_waking: comm=p pid=$number prio=120 target_cpu=001\$" \
	    "sched_wakeup: comm=p pid=$number prio=120 target_cpu=001\$"; do
		grep -q -e "$form" f.txt || { echo "lacks $form"; grep sched f.txt; }
	done)"
report 'events on standard output' "$(
	run 0 --events - -e 'add_timer t +3j'; says out '"event":"timer_start"')"

report 'a condition that cannot be evaluated any more stops' "$(
	run 0 -e 'break call_timer_fn if 10 / (3 - count(timer_start)) > 5
		add_timer t +2j; run 20ms; mod_timer t +2j; mod_timer t +9j; run 40ms'
	says out 'Breakpoint 1: cannot tell if 10 / (3 - count(timer_start)) > 5: division by'
	[ "$(grep -c '^Breakpoint 1: cannot' out)" -eq 1 ] || cat out)"
report 'a stop that was announced is told once' "$(
	run 0 -e 'catch deadlock; lock L; lock L'
	[ "$(grep -c 'deadlock: CPU 0 waits for a lock held by CPU 0' out)" -eq 1 ] || cat out
	says out 'caught: deadlock')"
report 'reverse-continue to the beginning' "$(
	run 0 --history -e 'break timer_delete; run 20ms; reverse-continue; require steps == 0'
	says out 'No more reverse-execution history.')"
report 'a result also when memory does not suffice' "$(
	run 3 --max-memory 1 --json small.json -e 'machine cpus=64'
	says small.json '"code": 3'
	says small.json 'too little simulated memory')"

# full ARGS...: the disk is full.
full()
{
	$limit "$program" "$@" >/dev/full 2>err </dev/null
	rc=$?
	[ $rc -eq 5 ] || echo "exit code $rc, not 5: $*"
	grep -q 'cannot write' err || { echo "silent: $*"; cat err; }
	grep 'Success' err
}
if [ -c /dev/full ]; then
	report 'a full disk is noticed' "$(
		full --help; full --version; full --schema; full -e 'echo short'
		full --json - -e nop; full --events - -e nop; full -e help
		echo garbage >no.trace
		full --verify no.trace)"
fi

have_python()
{
	command -v "$python" >/dev/null 2>&1
}

skip()
{
	number=$((number + 1))
	echo "ok $number # SKIP $1"
}

if have_python; then
	report 'exports are JSON, and events JSON Lines' "$("$python" - 2>&1 <<'EOF'
import json
result = json.load(open("1.json"))
assert result["exit"]["code"] == 0, result["exit"]
events = [json.loads(line) for line in open("1.ev")]
assert [e["number"] for e in events] == list(range(len(events)))
assert any(e["event"] == "console" and "\"quotes\"" in e["fields"]["msg"]
           for e in events)
EOF
)"
else
	skip 'there is no python3'
fi
if have_python && "$python" -c 'import jsonschema' 2>/dev/null; then
	"$program" --schema > schema.json
	report 'exports validate against the schema' "$("$python" - 2>&1 <<'EOF'
import json, jsonschema
schema = json.load(open("schema.json"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for error in list(validator.iter_errors(json.load(open("1.json"))))[:5]:
    print("result", list(error.absolute_path), error.message[:200])
lines = jsonschema.Draft202012Validator(
    {"$schema": schema["$schema"], "$ref": "#/$defs/event",
     "$defs": schema["$defs"]})
bad = [line for line in open("1.ev") if not lines.is_valid(json.loads(line))]
print("".join(bad[:5]), end="")
for wrong in ({}, [], {"format": "timerscope-result"}):
    if validator.is_valid(wrong):
        print("the schema takes", wrong)
EOF
)"
else
	skip 'there is no python3-jsonschema'
fi

# --- forced choices ------------------------------------------------------------------

echo 'machine highres=off nohz=off' > machine.tss
cat > inputs.tss <<'EOF'
at 4ms { mod_timer t +3j }
cpu 1
at 4ms { mod_timer t +9j }
cpu 0
EOF
cat > choices.tss <<'EOF'
run 3ms
hold cpu 0
run 3ms
release cpu 0
run 3ms
cpu 1 tick
run 10ms
EOF
cat > look.tss <<'EOF'
echo ====
print steps
print now
show events 10000
EOF
report 'the schedule string makes the same schedule' "$(
	cat machine.tss inputs.tss choices.tss look.tss > typed.tss
	run 0 -b typed.tss
	sed '1,/^====/d' out > typed.out
	cat machine.tss inputs.tss choices.tss > print.tss
	echo schedule >> print.tss
	run 0 -b print.tss
	string=$(tail -n 1 out)
	{ cat machine.tss; echo "schedule \"$string\""; cat inputs.tss
	  echo 'run until 22ms'; cat look.tss; } > replay.tss
	run 0 -b replay.tss
	sed '1,/^====/d' out > replay.out
	[ -s typed.out ] || echo 'nothing was printed'
	diff typed.out replay.out)"

# --- sessions ------------------------------------------------------------------------

report 'save, and --load goes on there' "$(
	run 0 --history -e 'add_timer t +3j; run 10ms; save s.tss'
	run 0 --history --load s.tss -e 'expect now == 10ms; run 10ms
	    expect fired(t).at == 16ms')"

report 'a loaded session is the saved one, to the last step' "$(
	cat > busy2.tss <<'EOF'
timer_setup t { printk "t"; rearm +3j }
add_timer t +3j
run 50ms
hold cpu 1
run 5ms
release cpu 1
mod_timer u +9j -> r
step mod_timer t +1j
step 7
save s2.tss
EOF
	run 0 --history -b busy2.tss
	run 0 --history -b look.tss --load s2.tss
	cp out loaded.out
	cat busy2.tss look.tss > both.tss
	run 0 --history -b both.tss
	sed -n '/^====/,$p' out | diff loaded.out -)"

echo "1..$number"
