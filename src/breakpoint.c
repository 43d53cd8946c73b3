/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Breakpoints: see breakpoint.h.
 */
#include "breakpoint.h"

#include <stdlib.h>
#include <string.h>

#include "linux/trace.h"

struct breakpoint {
	u32 number;
	enum breakpoint_kind kind;
	u32 what;			/* statement id or event kind */
	char *text;			/* as the user wrote it */
	char *condition;
	bool temporary;
	u64 hits;
	char value[120];		/* of a watch, when last armed */
	struct breakpoint *next;
};

struct breakpoints {
	struct session *session;
	struct condition_ops ops;
	struct breakpoint *first;
	u32 last_number;
	u64 events_seen;
};

struct breakpoints *breakpoints_new(struct session *session,
				    const struct condition_ops *ops)
{
	struct breakpoints *breakpoints = calloc(1, sizeof(*breakpoints));

	if (!breakpoints)
		return NULL;
	breakpoints->session = session;
	breakpoints->ops = *ops;
	return breakpoints;
}

static void breakpoint_free(struct breakpoint *bp)
{
	free(bp->text);
	free(bp->condition);
	free(bp);
}

void breakpoints_free(struct breakpoints *breakpoints)
{
	if (!breakpoints)
		return;
	breakpoint_delete(breakpoints, 0);
	free(breakpoints);
}

/* --- places ------------------------------------------------------------------- */

static u32 place_function(const char *name)
{
	u32 i;

	for (i = 1; i < step_nr_funcs; i++)
		if (!strcmp(step_funcs[i].name, name))
			return step_funcs[i].first_stmt;
	return 0;
}

static u32 place_mark(const char *name)
{
	u32 i;

	for (i = 1; i < step_nr_marks; i++)
		if (!strcmp(step_marks[i].name, name))
			return step_marks[i].stmt;
	return 0;
}

/* "wheel.c" means core/linux/wheel.c. */
static bool file_matches(const char *path, const char *name, size_t len)
{
	size_t path_len = strlen(path);

	if (path_len < len || strncmp(path + path_len - len, name, len))
		return false;
	return path_len == len || path[path_len - len - 1] == '/';
}

static u32 place_line(const char *place)
{
	const char *colon = strrchr(place, ':');
	unsigned long line;
	char *end;
	u32 i;

	if (!colon)
		return 0;
	line = strtoul(colon + 1, &end, 10);
	if (*end || end == colon + 1)
		return 0;
	for (i = 1; i < step_nr_stmts; i++)
		if (step_stmts[i].line >= line &&
		    file_matches(step_files[step_stmts[i].file].path, place,
				 (size_t)(colon - place)))
			return i;
	return 0;
}

u32 breakpoint_place(const char *place, char *error, size_t size)
{
	u32 stmt = place_function(place);

	if (!stmt)
		stmt = place_mark(place);
	if (!stmt)
		stmt = place_line(place);
	if (!stmt)
		snprintf(error, size, "no function, mark or FILE:LINE \"%s\"; "
			 "`info functions` and `info marks` list them", place);
	return stmt;
}

/* --- the list -------------------------------------------------------------------- */

u32 breakpoint_add(struct breakpoints *breakpoints, enum breakpoint_kind kind,
		   u32 what, const char *text, const char *condition,
		   bool temporary)
{
	struct breakpoint *bp = calloc(1, sizeof(*bp));
	struct breakpoint **link = &breakpoints->first;

	if (!bp)
		return 0;
	bp->number = ++breakpoints->last_number;
	bp->kind = kind;
	bp->what = what;
	bp->text = strdup(text);
	bp->condition = condition ? strdup(condition) : NULL;
	bp->temporary = temporary;
	while (*link)
		link = &(*link)->next;
	*link = bp;
	return bp->number;
}

bool breakpoint_delete(struct breakpoints *breakpoints, u32 number)
{
	struct breakpoint **link = &breakpoints->first;
	bool any = false;

	while (*link) {
		struct breakpoint *bp = *link;

		if (number && bp->number != number) {
			link = &bp->next;
			continue;
		}
		*link = bp->next;
		breakpoint_free(bp);
		any = true;
	}
	return any || !number;
}

u32 breakpoints_at(const struct breakpoints *breakpoints, u32 stmt)
{
	const struct breakpoint *bp = breakpoints ? breakpoints->first : NULL;

	while (bp && (bp->kind != BREAK_STATEMENT || bp->what != stmt))
		bp = bp->next;
	return bp ? bp->number : 0;
}

bool breakpoint_is_watch(const struct breakpoints *breakpoints, u32 number)
{
	const struct breakpoint *bp;

	for (bp = breakpoints->first; bp; bp = bp->next)
		if (bp->number == number)
			return bp->kind == BREAK_WATCH;
	return false;
}

bool breakpoints_any(const struct breakpoints *breakpoints)
{
	return breakpoints && breakpoints->first;
}

static const char *const kind_names[] = { "breakpoint", "event", "watch" };

void breakpoints_list(struct breakpoints *breakpoints, FILE *out)
{
	const struct breakpoint *bp;

	if (!breakpoints->first) {
		fprintf(out, "No breakpoints. `break FUNCTION` sets one, "
			"`watch EXPR` waits for a change.\n");
		return;
	}
	fprintf(out, "%-4s %-10s %-6s %s\n", "num", "type", "hits", "what");
	for (bp = breakpoints->first; bp; bp = bp->next)
		fprintf(out, "%-4u %-10s %-6llu %s%s%s%s\n", bp->number,
			kind_names[bp->kind], (unsigned long long)bp->hits,
			bp->text, bp->condition ? " if " : "",
			bp->condition ? bp->condition : "",
			bp->temporary ? " (once)" : "");
}

/* --- hitting ---------------------------------------------------------------------- */

void breakpoints_arm(struct breakpoints *breakpoints)
{
	struct breakpoint *bp;

	breakpoints->events_seen =
		session_machine(breakpoints->session)->nr_events;
	for (bp = breakpoints->first; bp; bp = bp->next)
		if (bp->kind == BREAK_WATCH)
			breakpoints->ops.show(breakpoints->ops.ctx, bp->text,
					      bp->value, sizeof(bp->value));
}

static bool stands_before(const struct machine *m, s32 cpu, u32 stmt)
{
	const struct step_frame *frame;

	if (cpu < 0 || !m->cpu[cpu].standing || !m->cpu[cpu].co)
		return false;
	frame = m->cpu[cpu].co->frame;
	return frame && frame->func != STEP_FUNC_BODY && frame->at == stmt;
}

static bool event_came(const struct breakpoints *breakpoints, u32 kind)
{
	const struct trace_store *trace = session_trace(breakpoints->session);
	u64 n = breakpoints->events_seen;
	u64 end = session_machine(breakpoints->session)->nr_events;

	for (; n < end; n++) {
		const struct trace_record *record = trace_store_get(trace, n);

		if (record && record->kind == kind)
			return true;
	}
	return false;
}

static bool watch_changed(struct breakpoints *breakpoints,
			  struct breakpoint *bp, char *note, size_t size)
{
	char value[sizeof(bp->value)] = "";

	breakpoints->ops.show(breakpoints->ops.ctx, bp->text, value,
			      sizeof(value));
	if (!strcmp(value, bp->value))
		return false;
	snprintf(note, size, "%.40s: %.50s -> %.50s", bp->text, bp->value,
		 value);
	memcpy(bp->value, value, sizeof(value));
	return true;
}

/* A condition that cannot be evaluated any more would keep the breakpoint from
 * ever being hit, and nobody would know. */
static bool condition_holds(struct breakpoints *breakpoints,
			    const struct breakpoint *bp, char *note,
			    size_t size)
{
	char why[100] = "";
	int is = breakpoints->ops.test(breakpoints->ops.ctx, bp->condition, why,
				       sizeof(why));

	if (is < 0)
		snprintf(note, size, "cannot tell if %.40s: %s", bp->condition,
			 why);
	return is != 0;
}

static bool is_hit(struct breakpoints *breakpoints, struct breakpoint *bp,
		   s32 cpu, char *note, size_t size)
{
	const struct machine *m = session_machine(breakpoints->session);
	bool hit = false;

	switch (bp->kind) {
	case BREAK_STATEMENT:
		hit = stands_before(m, cpu, bp->what);
		break;
	case BREAK_EVENT:
		hit = event_came(breakpoints, bp->what);
		break;
	case BREAK_WATCH:
		hit = watch_changed(breakpoints, bp, note, size);
		break;
	}
	return hit && (!bp->condition ||
		       condition_holds(breakpoints, bp, note, size));
}

u32 breakpoints_here(struct breakpoints *breakpoints, s32 cpu, bool count,
		     char *note, size_t size)
{
	struct breakpoint *bp;
	u32 number = 0;
	bool temporary = false;

	for (bp = breakpoints->first; bp; bp = bp->next) {
		if (!is_hit(breakpoints, bp, cpu, note, size))
			continue;
		bp->hits += count;
		if (!number) {
			number = bp->number;
			temporary = bp->temporary;
		}
	}
	breakpoints->events_seen =
		session_machine(breakpoints->session)->nr_events;
	if (temporary && count)
		breakpoint_delete(breakpoints, number);
	return number;
}
