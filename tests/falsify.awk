# SPDX-License-Identifier: GPL-3.0-or-later
#
# Falsify a recording in many ways, one at a time: see tests/verify-t.sh.
#
#	awk -v to=FOLDER -v kinds="KIND..." -v every=N -f trace-line.awk \
#	    -f falsify.awk RECORDING
#
# Each falsified recording is written to FOLDER/KIND@LINE. Of the places where
# a KIND of falsification is possible every Nth is taken, from the first on.
#
# What nothing in the recording contradicts cannot be found. Such places are
# written to FOLDER/KIND@LINE~REASON; the REASONs, worked out here from the
# lines alone, are:
#
#	unarmed   the timer was armed before the first line, or out of sight
#	edge      at the beginning or the end, where not all events appear yet,
#	          or not any more
#	unseen    the timer has no later line that would contradict
#	between   jiffies still lie between those of the CPU's neighbouring lines
#	pinned    add_timer_on() may name any CPU
#	idle      the machine does not record what its idle tasks do, and this
#	          timer may be armed or removed by one
#	wheels    two timers of different wheels: their order is free
#	instant   two lines of the same microsecond
#
# Not tried, for nothing ever depends on it: a timer_init less.

function cpu_of(s)
{
	match(s, /\[[0-9]+\]/)
	return substr(s, RSTART, RLENGTH)
}

function read_event(n, s,    rest)
{
	rest = substr(s, head_length(s) + 1)
	event[n] = substr(rest, 1, index(rest, ":") - 1)
	if (event[n] !~ /^timer_(init|start|cancel|expire_entry|expire_exit)$/) {
		event[n] = ""
		return
	}
	timer[n] = field(s, "timer")
	cpu[n] = cpu_of(s)
}

# The entry and the exit that belong to the cancel in line I: the next lines of
# the same timer on the same CPU.
function find_triple(i,    j, want)
{
	want = "timer_expire_entry"
	for (j = i + 1; j <= NR && j < i + 200; j++) {
		if (cpu[j] != cpu[i] || timer[j] != timer[i] || event[j] == "")
			continue
		if (event[j] != want)
			return
		if (want == "timer_expire_exit") {
			exit_of[i] = j
			return
		}
		entry_of[i] = j
		want = "timer_expire_exit"
	}
}

# For each line of a timer: its neighbours in its life, and the line that armed
# it if it is pending before. For each line that tells jiffies: the CPU's
# neighbours that do.
function find_lives(    i, t, j)
{
	for (i = 1; i <= NR; i++) {
		if (event[i] == "")
			continue
		t = timer[i]
		before[i] = last[t]
		if (last[t])
			after[last[t]] = i
		last[t] = i
		armed_at[i] = pending[t]
		if (event[i] == "timer_start")
			pending[t] = i
		else if (event[i] == "timer_cancel")
			gone[t] = pending[t]
		else if (event[i] == "timer_expire_entry")
			armed_at[i] = gone[t]
		if (event[i] != "timer_start")
			pending[t] = 0
		j = jiffies_of(i)
		if (j != "") {
			earlier[i] = jiffies[cpu[i]]
			if (told[cpu[i]])
				later[told[cpu[i]]] = j
			jiffies[cpu[i]] = j
			told[cpu[i]] = i
		}
	}
}

function jiffies_of(i)
{
	if (event[i] == "timer_expire_entry")
		return field(line[i], "now")
	if (event[i] == "timer_start" && match(line[i], /timeout=-?[0-9]+/))
		return sprintf("%.0f", field(line[i], "expires") - \
		    substr(line[i], RSTART + 8, RLENGTH - 8))
	return ""
}

# From where on, and up to where, have all kinds of events appeared?
function find_edges(    i, first, kind)
{
	for (i = 1; i <= NR; i++)
		if (event[i] ~ /start|cancel|expire/) {
			if (!(event[i] in first))
				first[event[i]] = begun = i
			final[event[i]] = i
		}
	ends = NR
	for (kind in final)
		if (final[kind] < ends)
			ends = final[kind]
}

# Is there a CPU whose idle task shows in interrupts only?
function find_blind(    i, context, interrupted, complete)
{
	for (i = 1; i <= NR; i++) {
		if (line[i] !~ /^ *<idle>/)
			continue
		match(line[i], /\[[0-9]+\] [^ ]+/)
		context = substr(line[i], RSTART, RLENGTH)
		sub(/.* ../, "", context)
		if (substr(context, 1, 1) == ".")
			complete[cpu_of(line[i])] = 1
		else
			interrupted[cpu_of(line[i])] = 1
	}
	for (i in interrupted)
		if (!(i in complete))
			blind = 1
}

# --- why it cannot be found

function is_edge(i)
{
	return i <= begun || i >= ends
}

# The idle task does not sleep.
function by_idle(i)
{
	return blind && field(line[i], "function") != "process_timeout"
}

function excuse_removal(i)
{
	if (is_edge(i))
		return "edge"
	if (!armed_at[i])
		return "unarmed"
	if (armed_at[i] <= begun)
		return "edge"
	if (!after[i])
		return "unseen"
	if (event[after[i]] == "timer_init" && by_idle(armed_at[i]))
		return "idle"
	return ""
}

function excuse_triple(i)
{
	if (!armed_at[i])
		return "unarmed"
	if (armed_at[i] <= begun || is_edge(i))
		return "edge"
	return after[exit_of[i]] ? "" : "unseen"
}

# What follows must need the arming.
function excuse_arming(i)
{
	if (is_edge(i))
		return "edge"
	if (!after[i] || event[after[i]] != "timer_cancel" || after[i] >= ends)
		return "unseen"
	if (!before[i])
		return "unarmed"
	if (before[i] <= begun)
		return "edge"
	if (by_idle(i) || blind && !(after[i] in entry_of))
		return "idle"
	return ""
}

# Where a callback stays whose own timer has never been armed is not known.
function excuse_cpu(i)
{
	if (field(line[i], "flags") ~ /P/)
		return "pinned"
	return event[before[i]] == "timer_expire_entry" && !armed_at[before[i]] ? \
	    "unarmed" : ""
}

function excuse_jiffies(i, delta,    j)
{
	j = jiffies_of(i) + delta
	if (event[i] == "timer_expire_entry" && j < field(line[i], "baseclk") + 0)
		return ""
	if (earlier[i] != "" && j < earlier[i] + 0)
		return ""
	return later[i] == "" || j <= later[i] + 0 ? "between" : ""
}

# Timers of different wheels, or of one that is not known.
function excuse_order(i,    j, a, b)
{
	j = next_on_cpu(exit_of[i])
	a = armed_at[i]
	b = armed_at[j]
	if (!a || !b)
		return "unarmed"
	if (field(line[a], "cpu") != field(line[b], "cpu"))
		return "wheels"
	return wheel(a) == wheel(b) ? "" : "wheels"
}

function wheel(i,    flags)
{
	flags = field(line[i], "flags")
	return flags ~ /D/ ? "DEF" : flags ~ /P/ ? "LOCAL" : "GLOBAL"
}

# "": it must be found.
function excuse(kind, i)
{
	if (kind ~ /^(bucket|idx)/)
		return ""
	if (kind == "cpu+1")
		return excuse_cpu(i)
	if (kind == "swap-lines")
		return time_of(i) == time_of(next_on_cpu(i)) ? "instant" : ""
	if (kind == "swap-triples")
		return excuse_order(i)
	if (kind ~ /triple$/)
		return excuse_triple(i)
	if (kind ~ /^now/)
		return excuse_jiffies(i, substr(kind, 4))
	if (kind ~ /^expires/)
		return excuse_jiffies(i, substr(kind, 8))
	if (kind ~ /-cancel$/ && !(i in entry_of))
		return excuse_removal(i)
	if (kind ~ /^(cut|pointer)-start$/)
		return excuse_arming(i)
	if (kind ~ /^(baseclk|function-entry)/)
		return armed_at[i] ? "" : "unarmed"
	if (kind == "function-start")
		return after[i] in entry_of ? "" : "unseen"
	return is_edge(i) ? "edge" : ""
}

function time_of(i)
{
	match(line[i], / [0-9]+\.[0-9]+: /)
	return substr(line[i], RSTART, RLENGTH)
}

# --- writing

# May this place be taken? Counts the places of each kind.
function take(kind)
{
	return index(" " kinds " ", " " kind " ") && places[kind]++ % every == 0
}

# Write the recording with the lines in `now' instead of its own; "" is cut.
function write(kind, i,    n, name)
{
	name = excuse(kind, i)
	name = to "/" kind "@" i (name == "" ? "" : "~" name)
	for (n = 1; n <= NR; n++) {
		if (!(n in now))
			print line[n] > name
		else if (now[n] != "")
			print now[n] > name
	}
	close(name)
	delete now
}

function change(kind, i, s)
{
	if (!take(kind))
		return
	now[i] = s
	write(kind, i)
}

function change_number(i, name, delta)
{
	if (field(line[i], name) != "")
		change(name (delta < 0 ? "" : "+") delta, i, add(line[i], name, delta))
}

function swap_lines(kind, i, j)
{
	if (!take(kind))
		return
	now[i] = line[j]
	now[j] = line[i]
	write(kind, i)
}

function swap_contents(kind, i, j)
{
	now[i] = substr(line[i], 1, head_length(line[i])) \
	    substr(line[j], head_length(line[j]) + 1)
	now[j] = substr(line[j], 1, head_length(line[j])) \
	    substr(line[i], head_length(line[i]) + 1)
}

# --- what is falsified

function falsify_line(i,    short)
{
	short = event[i]
	sub(/^timer_/, "", short)
	sub(/^expire_/, "", short)
	change("cut-" short, i, "")
	change("pointer-" short, i, set(line[i], "timer", stranger))
	if (short == "entry") {
		change("function-entry", i, set(line[i], "function", "stranger"))
		change_number(i, "now", 1)
		change_number(i, "now", -1)
		change_number(i, "now", 40)
		change_number(i, "baseclk", 1)
		change_number(i, "baseclk", -1)
		change_number(i, "baseclk", 8)
		change_number(i, "baseclk", -8)
	} else if (short == "start") {
		change("function-start", i, set(line[i], "function", "stranger"))
		change_number(i, "bucket_expiry", 1)
		change_number(i, "bucket_expiry", -1)
		change_number(i, "idx", 1)
		change_number(i, "idx", 64)
		change_number(i, "expires", 1)
		change_number(i, "expires", -1)
		change_number(i, "cpu", 1)
		if (field(line[i], "timeout") == "") {
			change_number(i, "timeout", 1)
			change_number(i, "timeout", -1)
		}
	}
}

function falsify_triple(i)
{
	if (!(i in exit_of))
		return
	if (take("cut-triple")) {
		now[i] = now[entry_of[i]] = now[exit_of[i]] = ""
		write("cut-triple", i)
	}
	if (take("pointer-triple")) {
		now[i] = set(line[i], "timer", stranger)
		now[entry_of[i]] = set(line[entry_of[i]], "timer", stranger)
		now[exit_of[i]] = set(line[exit_of[i]], "timer", stranger)
		write("pointer-triple", i)
	}
}

# The next line of the same CPU that is of interest.
function next_on_cpu(i,    j)
{
	for (j = i + 1; j <= NR && j < i + 200; j++)
		if (cpu[j] == cpu[i] && event[j] != "")
			return j
	return 0
}

# Two triples, one after the other on a CPU, change places, not their times.
function falsify_pair(i,    j)
{
	if (!(i in exit_of))
		return
	j = next_on_cpu(exit_of[i])
	if (!j || !(j in exit_of) || !take("swap-triples"))
		return
	swap_contents("", i, j)
	swap_contents("", entry_of[i], entry_of[j])
	swap_contents("", exit_of[i], exit_of[j])
	write("swap-triples", i)
}

function falsify_order(i,    j)
{
	j = next_on_cpu(i)
	if (!j || timer[i] == timer[j] && event[i] == event[j])
		return
	swap_lines("swap-lines", i, j)
	if (take("swap-contents")) {
		swap_contents("", i, j)
		write("swap-contents", i)
	}
}

{
	line[NR] = $0
	if ($0 !~ /^#/)
		read_event(NR, $0)
}

END {
	stranger = "00000000deadbeef"
	for (i = 1; i <= NR; i++)
		if (event[i] == "timer_cancel")
			find_triple(i)
	find_lives()
	find_edges()
	find_blind()
	for (i = 1; i <= NR; i++) {
		if (event[i] == "")
			continue
		falsify_line(i)
		falsify_triple(i)
		falsify_pair(i)
		falsify_order(i)
	}
}
