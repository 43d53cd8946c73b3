/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Recorded cases: see verify_posix_state.h.
 */
#include "verify_posix_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "linux/kernel.h"
#include "linux/signal.h"

#define MAX_TEXT 4000			/* bytes of a line that are read */

/* --- a line -------------------------------------------------------------------- */

/* "  comm-PID   [CPU] FLAGS  TIME: EVENT: TEXT": who, and the text. */
static const char *split(const struct ftrace_line *line, char *text, s32 *pid)
{
	const char *bracket, *dash, *colon;

	snprintf(text, MAX_TEXT, "%.*s", (int)line->len, line->text);
	bracket = strstr(text, " [");
	if (!bracket)
		return NULL;
	for (dash = bracket; dash > text && *dash != '-'; dash--)
		;
	*pid = atoi(dash + 1);
	colon = strstr(bracket, ": ");
	return colon ? strstr(colon + 2, ": ") : NULL;
}

static s32 number_of(const char *text, const char *field)
{
	const char *at = strstr(text, field);

	return at ? atoi(at + strlen(field)) : INT32_MIN;
}

bool px_is_timer_function(u64 function)
{
	static const char *const names[] = { "posix_timer_fn", "it_real_fn", "timerfd_tmrproc" };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		if (function == ftrace_name(names[i]))
			return true;
	}
	return false;
}

/* --- who acts -------------------------------------------------------------------- */

static bool find_actor(const struct px_case *one, s32 pid, u8 *actor)
{
	u32 i;

	for (i = 0; i < one->nr_actors; i++) {
		if (one->pid[i] == pid) {
			*actor = (u8)i;
			return true;
		}
	}
	return false;
}

/* Who makes calls between @begin and the end of the case. */
static void find_actors(const struct ftrace *trace, u32 begin, u32 end, struct px_case *one)
{
	char text[MAX_TEXT];
	const char *rest;
	s32 pid;
	u8 actor;
	u32 i;

	for (i = begin; i < end; i++) {
		if (trace->line[i].posix != FTRACE_MARKER)
			continue;
		rest = split(&trace->line[i], text, &pid);
		if (rest && !strncmp(rest, ": M: CASE ", 10))
			return;
		if (rest && !find_actor(one, pid, &actor) && one->nr_actors < PX_ACTORS)
			one->pid[one->nr_actors++] = pid;
	}
}

/* --- events ------------------------------------------------------------------------ */

static bool add_event(struct px_case *one, const struct px_event *event)
{
	struct px_event *bigger;

	if (one->nr_events == one->max_events) {
		one->max_events = one->max_events ? 2 * one->max_events : 64;
		bigger = realloc(one->events, one->max_events * sizeof(*bigger));
		if (!bigger)
			return false;
		one->events = bigger;
	}
	one->events[one->nr_events++] = *event;
	return true;
}

static bool read_signal(struct px_case *one, const struct ftrace_line *line)
{
	struct px_event event = { .line = line };
	char text[MAX_TEXT];
	s32 pid;
	const char *rest = split(line, text, &pid);

	if (!rest)
		return true;
	event.sig = number_of(rest, " sig=");
	event.error = number_of(rest, " errno=");
	event.code = number_of(rest, " code=");
	if (line->posix == FTRACE_SIGNAL_GENERATE) {
		event.kind = PX_GENERATE;
		event.group = number_of(rest, " grp=");
		event.result = number_of(rest, " res=");
		pid = number_of(rest, " pid=");
	} else {
		event.kind = PX_DELIVER;
		event.handled = strstr(rest, " sa_handler=") &&
				strtoull(strstr(rest, " sa_handler=") + 12, NULL, 16) > 1;
	}
	if (event.sig == SIGCHLD || !find_actor(one, pid, &event.actor))
		return true;
	return add_event(one, &event);
}

static bool read_start(struct px_case *one, const struct ftrace_line *line)
{
	struct px_event event = {
		.line = line, .kind = PX_START, .timer = line->timer,
		.function = line->function,
		.expires = line->has & FTRACE_HAS_SOFTEXPIRES ? line->softexpires : line->expires,
	};
	char text[MAX_TEXT];
	s32 pid;

	if (!px_is_timer_function(line->function) || !split(line, text, &pid) ||
	    !find_actor(one, pid, &event.actor))
		return true;
	return add_event(one, &event);
}

/* --- steps --------------------------------------------------------------------------- */

static bool add_step(struct px_case *one, const struct px_step *step)
{
	struct px_step *bigger, *added;

	if (one->nr_steps == one->max_steps) {
		one->max_steps = one->max_steps ? 2 * one->max_steps : 32;
		bigger = realloc(one->steps, one->max_steps * sizeof(*bigger));
		if (!bigger)
			return false;
		one->steps = bigger;
	}
	added = &one->steps[one->nr_steps++];
	*added = *step;
	added->first_event = one->nr_steps > 1 ? added[-1].first_event + added[-1].nr_events : 0;
	added->nr_events = one->nr_events - added->first_event;
	return true;
}

/* "NAME {ARGS} -> RET [ERRNO]" */
static bool read_call(struct px_case *one, const struct ftrace_line *line, const char *text,
		      u8 actor, const struct ftrace_line *before)
{
	struct px_step step = { .line = line, .before = before, .ret = PX_NO_RESULT };
	const char *brace = strchr(text, '{'), *arrow;
	json_error_t where;
	char name[40], in[20];
	json_t *args;
	long long ret;

	if (!brace || sscanf(text, "%39s", name) != 1)
		return true;
	args = json_loads(brace, JSON_DISABLE_EOF_CHECK, &where);
	if (!args || !strcmp(name, "note") || !strcmp(name, "end")) {
		json_decref(args);
		return true;
	}
	arrow = brace + where.position;
	if (sscanf(arrow, " -> %lld %15s", &ret, step.error) >= 1)
		step.ret = ret;
	step.step = json_pack("{s:s, s:o}", "call", name, "args", args);
	snprintf(in, sizeof(in), actor > 1 ? "child%u" : "child", actor);
	if (actor)
		json_object_set_new(step.step, "in", json_string(in));
	return add_step(one, &step);
}

/* --- a case -------------------------------------------------------------------------- */

/* Is it "CASE ID begin" (true), or the end of one? */
static bool case_marker(const struct ftrace_line *line, char *id, bool *begin)
{
	char text[MAX_TEXT], what[16];
	const char *rest;
	s32 pid;

	if (line->posix != FTRACE_MARKER)
		return false;
	rest = split(line, text, &pid);
	if (!rest || sscanf(rest, ": M: CASE %63s %15s", id, what) != 2)
		return false;
	*begin = !strcmp(what, "begin");
	return true;
}

static bool read_lines(const struct ftrace *trace, u32 *at, u32 end, struct px_case *one)
{
	const struct ftrace_line *before = &trace->line[*at - 1];
	char text[MAX_TEXT], id[64];
	const char *rest;
	bool begin, ok = true;
	u8 actor;
	s32 pid;

	for (; *at < end && ok; (*at)++) {
		const struct ftrace_line *line = &trace->line[*at];
		struct px_step last = { .line = line, .ret = PX_NO_RESULT };

		if (case_marker(line, id, &begin)) {
			one->complete = !begin;
			*at += !begin;
			return add_step(one, &last);
		}
		if (line->posix == FTRACE_MARKER) {
			rest = split(line, text, &pid);
			if (!rest || strncmp(rest, ": M: ", 5) || !find_actor(one, pid, &actor))
				continue;
			ok = read_call(one, line, rest + 5, actor, before);
			before = line;
		} else if (line->posix) {
			ok = read_signal(one, line);
		} else if (line->hrtimer == FTRACE_HRTIMER_START) {
			ok = read_start(one, line);
		}
	}
	return ok;
}

bool px_read(const struct ftrace *trace, u32 *at, u32 end, struct px_case *one, bool *failed)
{
	bool begin = false;

	*failed = false;
	memset(one, 0, sizeof(*one));
	while (*at < end && !(case_marker(&trace->line[*at], one->id, &begin) && begin))
		(*at)++;
	if (*at >= end)
		return false;
	(*at)++;
	find_actors(trace, *at, end, one);
	*failed = !read_lines(trace, at, end, one);
	if (*failed)
		px_free(one);
	return !*failed;
}

void px_free(struct px_case *one)
{
	u32 i;

	for (i = 0; i < one->nr_steps; i++)
		json_decref(one->steps[i].step);
	free(one->steps);
	free(one->events);
}
