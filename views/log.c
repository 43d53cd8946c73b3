/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The log: the records of the trace, newest at the bottom.
 *
 *	   time            CPU context  event
 *	   0.012001400 s   0  softirq  timer_expire_entry: timer=t1 ...
 *	 * 0.012001650 s   0  softirq  timer_expire_exit: timer=t1
 *	event 41, step 3120, irqs off: a callback has returned
 *
 * The window follows the trace until the cursor is moved off the last row.
 * Without a filter, rows are the trace's own numbers; with one, an index of the
 * records that pass, which grows and is cut as the trace does.  So a paint
 * reads the visible records only, however long the trace is.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "linux/state.h"
#include "linux/trace.h"
#include "views/follow.h"
#include "views/match.h"
#include "views/pane.h"
#include "views/value.h"

#define TEXT_MAX 512u
#define SEARCH_MAX 200000u		/* records a search looks at */
#define DETAIL_HEIGHT 4u		/* less: no last row on the record */
#define HEAD_HEIGHT 7u			/* less: no head line */
#define TASK_WIDTH 110u			/* from here on: whose it was */
#define WORD_WIDTH 100u			/* ... the context as a word */
#define SHIFT 16u			/* columns a LEFT or RIGHT moves */

struct log_pane {
	struct list_view list;
	struct follow follow;
	bool away;			/* the user has scrolled */
	u32 filter, cpu;		/* what the index holds */
	u64 *number;
	u64 nr, max;
	u32 head, height;		/* of the last paint: rows */
	u32 shift;			/* columns of the events cut off */
	char search[100];
};

/* --- filters ------------------------------------------------------------ */

/* Events by how their names begin; none named: all of them. */
static const struct filter {
	const char *name;
	const char *begins[4];
	bool focus;			/* only those of the focused CPU */
} filters[] = {
	{ "all events", { NULL }, false },
	{ "timer events", { "timer_", "hrtimer_", "itimer_" }, false },
	{ "interrupts and softirqs", { "irq_", "softirq_", "ipi_" }, false },
	{ "task switches", { "sched_" }, false },
	{ "the kernel log", { "console" }, false },
	{ "the focused CPU", { NULL }, true },
};

static bool takes(const struct log_pane *log, const struct trace_record *record)
{
	const struct filter *filter = &filters[log->filter];
	const char *const *begin = filter->begins;

	if (filter->focus)
		return record->cpu == log->cpu;
	if (record->kind >= EVENT_NR)
		return false;
	for (; *begin; begin++)
		if (!strncmp(trace_events[record->kind].name, *begin,
			     strlen(*begin)))
			return true;
	return false;
}

/* --- rows --------------------------------------------------------------- */

static u64 nr_rows(const struct log_pane *log, const struct view *view)
{
	return log->filter ? log->nr : view->trace.nr - view->trace.first;
}

static u64 row_number(const struct log_pane *log, const struct view *view,
		      u64 row)
{
	return log->filter ? log->number[row] : view->trace.first + row;
}

static bool add_number(struct log_pane *log, u64 number)
{
	if (log->nr == log->max) {
		const u64 max = log->max ? 2 * log->max : 1024;
		u64 *grown = realloc(log->number, max * sizeof(*grown));

		if (!grown)
			return false;
		log->number = grown;
		log->max = max;
	}
	log->number[log->nr++] = number;
	return true;
}

/* Read on from record @from. */
static void index_from(struct log_pane *log, const struct view *view, u64 from)
{
	const struct view_trace *trace = &view->trace;
	u64 number;

	for (number = from; number < trace->nr; number++) {
		const struct trace_record *record =
			trace->get(trace->ctx, number);

		if (record && takes(log, record) && !add_number(log, number))
			return;
	}
}

static void update(struct log_pane *log, const struct view *view)
{
	u64 valid = follow_begin(&log->follow, view);

	if (log->cpu != view->focus)
		valid = view->trace.first;
	log->cpu = view->focus;
	while (log->nr && (valid == view->trace.first ||
			   log->number[log->nr - 1] >= valid))
		log->nr--;
	if (log->filter)
		index_from(log, view, valid);
	follow_end(&log->follow, view);
	if (!log->away)
		log->list.cursor = UINT64_MAX;
	list_view_fit(&log->list, nr_rows(log, view), log->height);
}

/* --- painting ----------------------------------------------------------- */

static const struct context_look {
	const char *name;
	enum role role;
} context_looks[] = {
	{ "idle", ROLE_IDLE }, { "task", ROLE_TASK },
	{ "softirq", ROLE_SOFTIRQ }, { "hardirq", ROLE_HARDIRQ },
};

static const struct context_look *context_of(const struct trace_record *record)
{
	if (record->context & TRACE_HARDIRQ)
		return &context_looks[3];
	if (record->context & TRACE_SOFTIRQ)
		return &context_looks[2];
	return &context_looks[record->task ? 1 : 0];
}

/* @text without its first columns. */
static const char *skip_columns(const char *text, u32 columns)
{
	size_t n;

	while (columns && *text) {
		const u32 ch = text_decode(text, strlen(text), &n);
		const u32 taken = char_columns(ch);

		columns -= taken < columns ? taken : columns;
		text += n;
	}
	return text;
}

/* The event's name stands out from its fields. */
static void paint_event(const struct log_pane *log, const struct view *view,
			const struct canvas *canvas, u32 x, u32 y,
			const struct trace_record *record)
{
	char buf[TEXT_MAX];
	const char *text;
	u32 name;

	view->trace.text(view->trace.ctx, record, buf, sizeof(buf));
	text = skip_columns(buf, log->shift);
	match_text(canvas, x, y, ROLE_TEXT, text, log->search);
	if (x + text_columns(text, strlen(text)) > canvas->width)
		canvas_glyph(canvas, canvas->width - 1, y, ROLE_DIM,
			     GLYPH_ELLIPSIS);
	name = (u32)strcspn(buf, ":");
	if (!*log->search && record->kind != EVENT_console &&
	    name > log->shift)
		canvas_role(canvas, x, y, name - log->shift, ROLE_STRONG);
}

static u32 paint_task(const struct view *view, const struct canvas *canvas,
		      u32 x, u32 y, const struct trace_record *record)
{
	char name[VALUE_MAX];

	if (canvas->width < TASK_WIDTH)
		return x;
	canvas_printf(canvas, x, y, ROLE_DIM, "%.15s",
		      value_task(view->m, record->task, name));
	return x + 16;
}

static void paint_record(const struct log_pane *log, const struct view *view,
			 const struct canvas *canvas, u32 y,
			 const struct trace_record *record)
{
	const struct context_look *look = context_of(record);
	const bool is_new = follow_new(&log->follow, record->number);
	char time[VALUE_MAX];
	u32 x;

	if (is_new)
		canvas_glyph(canvas, 1, y, ROLE_CHANGED, GLYPH_CHANGED);
	x = canvas_printf(canvas, 3, y, is_new ? ROLE_CHANGED : ROLE_TEXT,
			  "%s", value_time(record->time, time));
	canvas_printf(canvas, x + 1, y, ROLE_TEXT, "%3u", record->cpu);
	if (canvas->width < WORD_WIDTH)
		canvas_put(canvas, x + 5, y, look->role, (u8)*look->name);
	else
		canvas_text(canvas, x + 5, y, look->role, look->name);
	x += canvas->width < WORD_WIDTH ? 7 : 13;
	x = paint_task(view, canvas, x, y, record);
	paint_event(log, view, canvas, x, y, record);
}

static void paint_row(const struct log_pane *log, const struct view *view,
		      const struct canvas *canvas, u32 y, u64 row)
{
	const u64 number = row_number(log, view, row);
	const struct trace_record *record =
		view->trace.get(view->trace.ctx, number);

	if (record)
		paint_record(log, view, canvas, y, record);
	else
		canvas_printf(canvas, 3, y, ROLE_DIM,
			      "event %" PRIu64 " is no longer kept", number);
	if (row != log->list.cursor)
		return;
	canvas_glyph(canvas, 0, y, ROLE_CURSOR, GLYPH_HERE);
	canvas_role(canvas, 0, y, log->away ? canvas->width : 1, ROLE_CURSOR);
}

static void paint_head(const struct log_pane *log, const struct canvas *canvas)
{
	const char *columns = "time            CPU   event";

	if (canvas->width >= TASK_WIDTH)
		columns = "time            CPU context task            event";
	else if (canvas->width >= WORD_WIDTH)
		columns = "time            CPU context event";
	canvas_text(canvas, 3, 0, ROLE_DIM, columns);
	if (canvas->width < WORD_WIDTH)
		canvas_text(canvas, 34, 0, ROLE_DIM, log->shift ?
			    "(Left: back to its beginning)" :
			    "in h hardirq, s softirq, t task, i idle");
}

/* What the record under the cursor says, in words. */
static void paint_detail(const struct log_pane *log, const struct view *view,
			 const struct canvas *canvas)
{
	const u32 y = canvas->height - 1;
	const struct trace_record *record;
	u32 x;

	record = view->trace.get(view->trace.ctx,
				 row_number(log, view, log->list.cursor));
	if (!record || record->kind >= EVENT_NR)
		return;
	x = canvas_printf(canvas, 0, y, ROLE_DIM,
			  "event %" PRIu64 " after step %" PRIu64 "%s%s: ",
			  record->number, record->step,
			  record->context & TRACE_IRQS_OFF ? ", irqs off" : "",
			  record->context & TRACE_BH_OFF ? ", softirqs off" :
							   "");
	canvas_text(canvas, x, y, ROLE_COMMENT,
		    trace_events[record->kind].help);
}

static void paint_empty(const struct log_pane *log, const struct view *view,
			const struct canvas *canvas)
{
	if (log->filter && view->trace.nr) {
		canvas_printf(canvas, 0, 0, ROLE_DIM,
			      "Nothing among %" PRIu64 " events is of %s.  "
			      "x shows others.", view->trace.nr,
			      filters[log->filter].name);
		return;
	}
	canvas_wrap(canvas, 0, 0, ROLE_DIM,
		    "Nothing has happened yet: e goes on to the first event, s "
		    "steps a statement.\n"
		    "To see a timer expire, press : and type\n"
		    "    add_timer t1 +10j; run 50ms", true);
}

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	struct log_pane *log = state;
	const u32 detail = canvas->height >= DETAIL_HEIGHT;
	u64 nr;
	u32 y;

	log->head = canvas->height >= HEAD_HEIGHT;
	log->height = canvas->height - log->head - detail;
	update(log, view);
	nr = nr_rows(log, view);
	if (!nr) {
		paint_empty(log, view, canvas);
		return;
	}
	if (log->head)
		paint_head(log, canvas);
	for (y = 0; y < log->height && log->list.top + y < nr; y++)
		paint_row(log, view, canvas, log->head + y,
			  log->list.top + y);
	if (detail)
		paint_detail(log, view, canvas);
}

static void title(void *state, const struct view *view, char *buf, size_t size)
{
	const struct log_pane *log = state;
	char cpu[16] = "";

	if (filters[log->filter].focus)
		snprintf(cpu, sizeof(cpu), " (%u)", view->focus);
	snprintf(buf, size, "%s%s, %" PRIu64 " of %" PRIu64 "%s",
		 filters[log->filter].name, cpu,
		 nr_rows(log, view) ? log->list.cursor + 1 : 0,
		 nr_rows(log, view), log->away ? ", g follows" : "");
}

/* --- keys --------------------------------------------------------------- */

static bool row_matches(const struct log_pane *log, const struct view *view,
			u64 row)
{
	const struct trace_record *record =
		view->trace.get(view->trace.ctx, row_number(log, view, row));
	char text[TEXT_MAX];

	if (!record)
		return false;
	view->trace.text(view->trace.ctx, record, text, sizeof(text));
	return match_find(text, log->search);
}

/* The next row that matches, @forwards or backwards, around the ends; the
 * cursor's own comes last, or first where it counts. */
static void search(struct log_pane *log, const struct view *view,
		   bool forwards, bool own, struct reply *reply)
{
	const u64 nr = nr_rows(log, view);
	u64 row = log->list.cursor;
	u64 looked;

	for (looked = 0; looked < nr && looked < SEARCH_MAX; looked++) {
		if (looked || !own)
			row = forwards ? (row + 1 < nr ? row + 1 : 0) :
					 (row ? row : nr) - 1;
		if (!row_matches(log, view, row))
			continue;
		log->list.cursor = row;
		log->away = true;
		return;
	}
	if (looked < nr) {
		log->list.cursor = row;
		log->away = true;
		snprintf(reply->message, sizeof(reply->message),
			 "\"%.60s\" is not in the next %u events; %s searches "
			 "on", log->search, SEARCH_MAX, forwards ? ">" : "<");
	} else {
		snprintf(reply->message, sizeof(reply->message),
			 "no event here contains \"%.60s\"%s", log->search,
			 log->filter ? "; x shows other events" : "");
	}
}

static bool search_act(struct log_pane *log, const struct view *view,
		       enum action action, const char *text,
		       struct reply *reply)
{
	if (action == ACTION_SEARCH)
		snprintf(log->search, sizeof(log->search), "%s", text);
	if (*log->search)
		search(log, view, action == ACTION_MATCH_NEXT,
		       action == ACTION_SEARCH, reply);
	else if (action != ACTION_SEARCH)
		snprintf(reply->message, sizeof(reply->message),
			 "nothing to search for yet; / asks what");
	return true;
}

static void next_filter(struct log_pane *log, struct reply *reply)
{
	log->filter = (log->filter + 1) % ARRAY_SIZE(filters);
	log->nr = 0;
	log->follow.next = 0;
	log->away = false;
	snprintf(reply->message, sizeof(reply->message), "the log shows %s",
		 filters[log->filter].name);
}

/* Just behind the record, where it is the newest. */
static void select_row(struct log_pane *log, const struct view *view,
		       struct reply *reply)
{
	if (!nr_rows(log, view))
		return;
	snprintf(reply->command, sizeof(reply->command), "goto event %" PRIu64,
		 row_number(log, view, log->list.cursor) + 1);
	log->away = false;
}

static bool act(void *state, const struct view *view, enum action action,
		const char *text, struct reply *reply)
{
	struct log_pane *log = state;

	update(log, view);
	switch (action) {
	case ACTION_SEARCH:
	case ACTION_MATCH_NEXT:
	case ACTION_MATCH_PREV:
		return search_act(log, view, action, text, reply);
	case ACTION_FILTER:
		next_filter(log, reply);
		return true;
	case ACTION_FOLLOW:
		log->away = false;
		return true;
	case ACTION_SELECT:
		select_row(log, view, reply);
		return true;
	case ACTION_LEFT:
		log->shift -= log->shift < SHIFT ? log->shift : SHIFT;
		return true;
	case ACTION_RIGHT:
		log->shift += log->shift < TEXT_MAX ? SHIFT : 0;
		return true;
	default:
		if (!list_view_act(&log->list, action, nr_rows(log, view),
				   log->height))
			return false;
		log->away = log->list.cursor + 1 < nr_rows(log, view);
		return true;
	}
}

static bool click(void *state, const struct view *view, u32 x, u32 y,
		  struct reply *reply)
{
	struct log_pane *log = state;
	const u64 nr = nr_rows(log, view);
	const u64 row = log->list.top + y - log->head;

	(void)x;
	(void)reply;
	if (y < log->head || row >= nr || y - log->head >= log->height)
		return false;
	log->list.cursor = row;
	log->away = row + 1 < nr;
	return true;
}

static void release(void *state)
{
	struct log_pane *log = state;

	free(log->number);
}

extern const struct pane_type pane_log;
const struct pane_type pane_log = {
	.name = "log", .key = '4',
	.question = "What has happened?",
	.size = sizeof(struct log_pane),
	.paint = paint, .title = title, .act = act, .click = click,
	.release = release,
};
