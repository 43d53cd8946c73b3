# SPDX-License-Identifier: GPL-3.0-or-later
#
# Falsify a recording of calls and signals in many ways, one at a time: see
# tests/verify-t.sh, and falsify.awk, whose manners these are.
#
#	awk -v to=FOLDER -v kinds="KIND..." -v every=N -f trace-line.awk \
#	    -f falsify-posix.awk RECORDING
#
# Of each complete case, what is compared: the signals of processes that make
# calls (but SIGCHLD), the results of calls, the steps of timers that go on. All
# of these must be found. Two lines are swapped where nothing else than the
# order says what was first.

function pid_of(s)
{
	sub(/ +\[.*/, "", s)
	sub(/.*-/, "", s)
	return s
}

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
	if (s == line[i] || !take(kind))
		return
	now[i] = s
	write(kind, i)
}

# What happened in I and in J changes places, not when.
function swap(kind, i, j)
{
	if (!take(kind))
		return
	now[i] = substr(line[i], 1, head_length(line[i])) \
	    substr(line[j], head_length(line[j]) + 1)
	now[j] = substr(line[j], 1, head_length(line[j])) \
	    substr(line[i], head_length(line[i]) + 1)
	write(kind, i)
}

# swap() with who was running, as a deliver line needs it.
function swap_lines(kind, i, j)
{
	if (!take(kind))
		return
	now[i] = line[j]
	now[j] = line[i]
	write(kind, i)
}

function falsify_signal(i, short)
{
	change("sig-" short, i, add(line[i], "sig", 1))
	change("code-" short, i, add(line[i], "code", 1))
	change("errno-" short, i, add(line[i], "errno", 1))
	change("cut-" short, i, "")
	change("twice-" short, i, line[i] "\n" line[i])
}

function falsify_generate(i,    j)
{
	falsify_signal(i, "generate")
	change("res", i, add(line[i], "res", field(line[i], "res") == 0 ? 1 : -1))
	change("grp", i, set(line[i], "grp", 1 - field(line[i], "grp")))
	# after the call in which it was sent
	for (j = i + 1; j <= NR && !(j in call); j++)
		;
	if (j <= NR && pid[j] == target[i])
		swap_lines("late-generate", i, j)
	# taken before it was sent
	for (j = i + 1; j <= NR && !(j in call) && !(j in event); j++)
		;
	if (!open[i] && event[j] == "deliver" && target[j] == target[i] &&
	    field(line[j], "sig") == field(line[i], "sig"))
		swap_lines("early-deliver", i, j)
	# two that are not the same change places
	if (event[j] == "generate" && target[j] == target[i] &&
	    (field(line[j], "sig") != field(line[i], "sig") ||
	    field(line[j], "code") != field(line[i], "code")))
		swap("swap-generates", i, j)
}

function falsify_call(i,    s)
{
	if (line[i] ~ / -> -999/)
		return
	s = line[i]
	if (s ~ / -> -1 [A-Z]+$/)
		sub(/ -> .*/, " -> -1 ECHILD", s)
	else
		sub(/ -> .*/, " -> 77", s)
	change("result", i, s)
}

function falsify_restart(i,    s)
{
	s = add(line[i], "expires", 1000000)
	change("grid", i, add(s, "softexpires", 1000000))
}

{ line[NR] = $0 }

# In a case: who acts, and what happened to them.
/tracing_mark_write: M: CASE [^ ]+ begin/ { begun = NR }
/tracing_mark_write: M: CASE [^ ]+ end/ {
	if (begun)
		complete(begun, NR)
	begun = 0
}

function complete(first, last,    i, s, actors, count, setting, started)
{
	for (i = first + 1; i < last; i++)
		if (line[i] ~ /tracing_mark_write: M: /)
			actors[pid_of(line[i])] = 1
	for (i = last - 1; i > first; i--) {
		s = line[i]
		if (s ~ /tracing_mark_write: M: / && s !~ /M: (note|end) /)
			setting = s ~ /M: (timer_settime|timerfd_settime|setitimer|alarm) /
		by_setting[i] = setting
	}
	for (i = first + 1; i < last; i++) {
		s = line[i]
		if (s ~ /tracing_mark_write: M: / && s !~ /M: (note|end) /) {
			call[i] = 1
			pid[i] = pid_of(s)
		} else if (s ~ / signal_generate: / && field(s, "sig") != 17 &&
		    (field(s, "pid") in actors)) {
			event[i] = "generate"
			target[i] = field(s, "pid")
			open[i] = count[target[i] " " field(s, "sig")]
			if (field(s, "res") == 0 || field(s, "code") == -2)
				count[target[i] " " field(s, "sig")]++
		} else if (s ~ / signal_deliver: / && field(s, "sig") != 17 &&
		    (pid_of(s) in actors)) {
			event[i] = "deliver"
			target[i] = pid_of(s)
			count[target[i] " " field(s, "sig")]--
		} else if (s ~ / hrtimer_start: .*function=(posix_timer_fn|it_real_fn|timerfd_tmrproc) / &&
		    (pid_of(s) in actors)) {
			if (!by_setting[i] && started[field(s, "hrtimer")])
				event[i] = "restart"
			started[field(s, "hrtimer")] = 1
		}
	}
}

END {
	for (i = 1; i <= NR; i++) {
		if (i in call)
			falsify_call(i)
		else if (event[i] == "generate")
			falsify_generate(i)
		else if (event[i] == "deliver") {
			falsify_signal(i, "deliver")
			change("unhandled", i, set(line[i], "sa_handler", "0"))
		} else if (event[i] == "restart")
			falsify_restart(i)
	}
}
