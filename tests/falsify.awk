# SPDX-License-Identifier: GPL-3.0-or-later
#
# Falsify a recording in many ways, one at a time: see tests/verify-t.sh.
#
#	awk -v to=FOLDER -v kinds="KIND..." -v every=N -f falsify.awk RECORDING
#
# Each falsified recording is written to FOLDER/KIND@LINE. Of the places where
# a KIND of falsification is possible every Nth is taken, from the first on.

# The value of FIELD= in S.
function field(s, name,    at)
{
	at = index(s, " " name "=")
	if (!at)
		return ""
	s = substr(s, at + length(name) + 2)
	sub(/ .*/, "", s)
	return s
}

# S with another value of FIELD=.
function set(s, name, value,    at, rest)
{
	at = index(s, " " name "=")
	rest = substr(s, at + length(name) + 2)
	sub(/^[^ ]*/, "", rest)
	return substr(s, 1, at + length(name) + 1) value rest
}

function add(s, name, delta)
{
	return set(s, name, sprintf("%.0f", field(s, name) + delta))
}

# Everything up to the time stands still when what happened is swapped.
function head_length(s)
{
	match(s, / [0-9]+\.[0-9]+: /)
	return RSTART + RLENGTH - 1
}

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

# --- writing

# May this place be taken? Counts the places of each kind.
function take(kind)
{
	return index(" " kinds " ", " " kind " ") && places[kind]++ % every == 0
}

# Write the recording with the lines in `now' instead of its own; "" is cut.
function write(kind, i,    n, name)
{
	name = to "/" kind "@" i
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
	for (i = 1; i <= NR; i++) {
		if (event[i] == "")
			continue
		falsify_line(i)
		falsify_triple(i)
		falsify_pair(i)
		falsify_order(i)
	}
}
