/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a call led to, compared with what was recorded: see verify_posix.h.
 */
#include "verify_posix_state.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "error_name.h"
#include "linux/kernel.h"
#include "linux/process.h"
#include "linux/signal.h"
#include "linux/trace.h"
#include "machine/strings.h"

/* --- differences -------------------------------------------------------------------- */

static const struct process *process_of(const struct px *px, u32 actor)
{
	const char *name = px_actor_names[actor];
	struct machine *m = front_machine(px->player->front);
	const struct object *object =
		object_find(m, string_lookup(m, name, strlen(name)));

	return object && object->kind == OBJECT_PROCESS ? object->memory : NULL;
}

static void say(char *text, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void say(char *text, size_t size, const char *format, ...)
{
	size_t len = strlen(text);
	va_list args;

	va_start(args, format);
	vsnprintf(text + len, size - len, format, args);
	va_end(args);
}

static void say_set(char *text, size_t size, const char *what, ksigset_t set)
{
	u32 sig;

	say(text, size, ", %s", what);
	if (!set)
		say(text, size, " nothing");
	for (sig = 1; sig <= NR_SIGNALS; sig++) {
		if (set & SIG_BIT(sig))
			say(text, size, " %s", signal_names[sig]);
	}
}

static void say_state(const struct px *px, u32 actor, char *text, size_t size)
{
	const json_t *call = json_object_get(px->step->step, "call");
	const struct process *process = process_of(px, actor);
	const struct thread *t = process ? process->group_leader : NULL;

	say(text, size, "case %s, step %u", px->one->id, (u32)(px->step - px->one->steps) + 1);
	if (call)
		say(text, size, " %s", json_string_value(call));
	if (!t)
		return;
	say_set(text, size, "pending", process->shared_pending.signal | t->pending.signal);
	say_set(text, size, "blocked", t->blocked);
}

bool px_differs(struct px *px, const struct ftrace_line *line, u32 actor, const char *what)
{
	struct verify_mismatch mismatch = { .line = line, .what = what };

	px->differed = true;
	px->counts->mismatches++;
	say_state(px, actor, mismatch.state, sizeof(mismatch.state));
	px->report(px->ctx, &mismatch);
	return false;
}

/* True if the values are the same; else report it. */
static bool same(struct px *px, const struct ftrace_line *line, u32 actor, const char *what,
		 s64 recorded, s64 computed)
{
	struct verify_mismatch mismatch = {
		.line = line, .what = what, .has_values = true, .is_signed = true,
		.recorded = (u64)recorded, .computed = (u64)computed,
	};

	if (recorded == computed)
		return true;
	px->differed = true;
	px->counts->mismatches++;
	say_state(px, actor, mismatch.state, sizeof(mismatch.state));
	px->report(px->ctx, &mismatch);
	return false;
}

/* --- results --------------------------------------------------------------------------- */

/* An error that the model cannot return is none that it agrees with. */
static s64 recorded_error(const struct px_step *step)
{
	const s64 number = error_number(step->error);

	return number ? number : INT64_MAX;
}

/* Calls that make a file are recorded as 0, whatever its number. */
static bool makes_file(const struct px_step *step)
{
	const char *call = json_string_value(json_object_get(step->step, "call"));

	return !strcmp(call, "timerfd_create") || !strcmp(call, "signalfd");
}

static bool check_result(struct px *px, const struct outcome *outcome)
{
	const struct px_step *step = px->step;
	s64 recorded = step->error[0] ? -recorded_error(step) : step->ret;
	s64 computed = outcome->rc;

	if (step->ret == PX_NO_RESULT || !outcome->made)
		return true;
	if (computed > 0 && makes_file(step))
		computed = 0;
	px->counts->px_calls++;
	if (!same(px, step->line, 0, "result", recorded, computed))
		return false;
	px->counts->px_calls_agree++;
	return true;
}

/* --- signals ---------------------------------------------------------------------------- */

static u16 kind_of(const struct trace_record *record)
{
	return record->kind == EVENT_signal_generate ? PX_GENERATE :
	       record->kind == EVENT_signal_deliver ? PX_DELIVER : PX_START;
}

/* SIGCHLD is of the workload's own children: it is not compared. */
static bool is_of(const struct px *px, const struct trace_record *record, u32 actor)
{
	const struct process *process = process_of(px, actor);
	u32 whom = record->task;

	if (record->kind != EVENT_hrtimer_start) {
		if (record->arg[0] == SIGCHLD)
			return false;
		whom = (u32)record->arg[record->kind == EVENT_signal_generate ? 3 : 5];
	}
	return process && (whom == process->serial || whom == (u32)process->pid);
}

/* Ours of @kind from *at on, of @actor; NULL: no more. */
static const struct trace_record *next_ours(const struct px *px, u32 *at, u32 kind, u32 actor)
{
	const struct player *p = px->player;

	while (*at < p->nr_events) {
		const struct trace_record *record = &p->events[(*at)++];

		if (kind_of(record) != kind || !is_of(px, record, actor))
			continue;
		if (kind != PX_START ||
		    px_is_timer_function(ftrace_name(trace_function_name(
			    front_machine(p->front), (u32)record->arg[1]))))
			return record;
	}
	return NULL;
}

static bool check_generate(struct px *px, const struct px_event *event,
			   const struct trace_record *ours)
{
	const struct ftrace_line *line = event->line;
	u32 actor = event->actor;

	if (!same(px, line, actor, "sig", event->sig, (s64)ours->arg[0]) ||
	    !same(px, line, actor, "errno", event->error, (s64)ours->arg[1]) ||
	    !same(px, line, actor, "code", event->code, (s64)ours->arg[2]) ||
	    !same(px, line, actor, "grp", event->group, (s64)ours->arg[4]) ||
	    !same(px, line, actor, "res", event->result, (s64)ours->arg[5]))
		return false;
	px->counts->px_generates_agree++;
	return true;
}

static bool check_deliver(struct px *px, const struct px_event *event,
			  const struct trace_record *ours)
{
	const struct ftrace_line *line = event->line;
	u32 actor = event->actor;

	if (!same(px, line, actor, "sig", event->sig, (s64)ours->arg[0]) ||
	    !same(px, line, actor, "errno", event->error, (s64)ours->arg[1]) ||
	    !same(px, line, actor, "code", event->code, (s64)ours->arg[2]) ||
	    !same(px, line, actor, "taken by a handler", event->handled, ours->arg[3] != 0))
		return false;
	px->counts->px_delivers_agree++;
	return true;
}

/* --- starts of timers ---------------------------------------------------------------------- */

/* The call sets a timer; in all others one goes on. */
static bool sets_timer(const struct px_step *step)
{
	static const char *const calls[] = { "timer_settime", "setitimer", "alarm",
					     "timerfd_settime" };
	const char *call = json_string_value(json_object_get(step->step, "call"));
	u32 i;

	for (i = 0; i < ARRAY_SIZE(calls); i++) {
		if (call && !strcmp(call, calls[i]))
			return true;
	}
	return false;
}

static struct px_pair *find_pair(struct px *px, u64 recorded)
{
	u32 i;

	for (i = 0; i < px->nr_pairs; i++) {
		if (px->pair[i].recorded == recorded)
			return &px->pair[i];
	}
	return NULL;
}

/* Memory is used again, so a setting makes a new pair. */
static void keep_pair(struct px *px, const struct px_event *event,
		      const struct trace_record *ours)
{
	struct px_pair *pair = find_pair(px, event->timer);

	if (!pair && px->nr_pairs < PX_TIMERS)
		pair = &px->pair[px->nr_pairs++];
	if (pair)
		*pair = (struct px_pair){ event->timer, ours->arg[0], event->expires,
				       ours->arg[3] };
}

static bool check_start(struct px *px, const struct px_event *event,
			const struct trace_record *ours)
{
	const struct px_pair *pair = find_pair(px, event->timer);
	const char *function = trace_function_name(front_machine(px->player->front),
						   (u32)ours->arg[1]);

	if (event->function != ftrace_name(function))
		return px_differs(px, event->line, event->actor,
				  "another function is started here");
	if (pair && !sets_timer(px->step)) {
		px->counts->px_restarts++;
		if (pair->ours != ours->arg[0])
			return px_differs(px, event->line, event->actor,
				       "another timer goes on here");
		if (!same(px, event->line, event->actor, "steps on its grid, in ns",
			  (s64)(event->expires - pair->recorded_at),
			  (s64)(ours->arg[3] - pair->ours_at)))
			return false;
		px->counts->px_restarts_agree++;
	}
	keep_pair(px, event, ours);
	return true;
}

/* --- a step ------------------------------------------------------------------------------- */

static const char *const kind_names[NR_PX_KINDS] = { "signal_generate", "signal_deliver",
						     "hrtimer_start" };

static bool check_event(struct px *px, const struct px_event *event,
			const struct trace_record *ours)
{
	switch (event->kind) {
	case PX_GENERATE:
		return check_generate(px, event, ours);
	case PX_DELIVER:
		return check_deliver(px, event, ours);
	default:
		return check_start(px, event, ours);
	}
}

/* The events of one kind, of one actor: the same, in the same order. */
static bool check_kind(struct px *px, u32 kind, u32 actor)
{
	const struct trace_record *ours;
	u32 at = px->seen, i;
	char what[100];

	for (i = 0; i < px->step->nr_events; i++) {
		const struct px_event *event = &px->one->events[px->step->first_event + i];

		if (event->kind != kind || event->actor != actor)
			continue;
		ours = next_ours(px, &at, kind, actor);
		snprintf(what, sizeof(what), "no %s here", kind_names[kind]);
		if (!ours)
			return px_differs(px, event->line, actor, what);
		if (!check_event(px, event, ours))
			return false;
	}
	ours = next_ours(px, &at, kind, actor);
	if (!ours)
		return true;
	snprintf(what, sizeof(what), "one %s more here", kind_names[kind]);
	if (kind != PX_START)
		say(what, sizeof(what), ", of %s", signal_names[ours->arg[0] & 127]);
	return px_differs(px, px->step->line, actor, what);
}

/* A recording that contradicts itself: a signal is taken that was not sent.  An
 * ignored one of a timer comes back without being sent again (6.13). */
static bool was_sent(const struct px_event *event)
{
	return event->result == TRACE_SIGNAL_DELIVERED ||
	       (event->result == TRACE_SIGNAL_IGNORED && event->code == SI_TIMER);
}

static bool check_order(struct px *px)
{
	u32 i;

	for (i = 0; i < px->step->nr_events; i++) {
		const struct px_event *event = &px->one->events[px->step->first_event + i];
		u32 *sent;

		if (event->kind == PX_START || event->sig < 1 || event->sig > NR_SIGNALS)
			continue;
		sent = &px->sent[event->actor][event->sig];
		if (event->kind == PX_GENERATE)
			*sent += was_sent(event);
		else if (!*sent)
			return px_differs(px, event->line, event->actor,
				       "taken before it was sent");
		else
			--*sent;
	}
	return true;
}

bool px_check_step(struct px *px, const struct outcome *outcome)
{
	u32 kind, actor;

	if (!check_result(px, outcome))
		return false;
	if (px->recorded[PX_GENERATE] && !check_order(px))
		return false;
	for (actor = 0; actor < px->one->nr_actors; actor++) {
		for (kind = 0; kind < NR_PX_KINDS; kind++) {
			if (px->recorded[kind] && !check_kind(px, kind, actor))
				return false;
		}
	}
	return true;
}
