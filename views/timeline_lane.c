/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row of the timeline: what a CPU did.
 *
 *	CPU 0	T....T....=p=I==+====+__tick stopped____t______   o
 *
 * The line is what the CPU runs: a task, double in user mode, simple where it is
 * in a system call; or nothing, with a tick or without.
 * On it stand letters for what interrupts it (a tick's, where a task runs, is a
 * stroke through the line, so that tasks are seen where each column has a
 * tick); a handler that lasts longer than a column is drawn on as a bar.
 * Behind the present: the next interrupt of its timer.  A CPU that is dead, as
 * after an Oops, has an X at the present.
 */
#include <stdio.h>
#include <string.h>

#include "linux/kernel.h"
#include "linux/state.h"
#include "machine/strings.h"
#include "views/timeline.h"
#include "views/value.h"

#define COLUMNS_MAX 1024u		/* of a strip that has lanes */
#define SWITCHES 16u			/* more in one column are passed over */

/* --- columns ------------------------------------------------------------ */

enum look {
	LOOKS_BLANK,			/* yet to come */
	LOOKS_FORGOTTEN,		/* no longer recorded */
	LOOKS_IDLE,
	LOOKS_STOPPED,
	LOOKS_TASK,
	LOOKS_CALL,			/* a task in a system call */
	LOOKS_SOFTIRQ,
	LOOKS_HARDIRQ,
};

static const struct {
	u32 ch;
	char ascii;
	enum role role;
} looks[] = {
	[LOOKS_BLANK] = { ' ', ' ', ROLE_TEXT },
	[LOOKS_FORGOTTEN] = { ' ', ' ', ROLE_DIM },
	[LOOKS_IDLE] = { 0xb7, '.', ROLE_IDLE },
	[LOOKS_STOPPED] = { '_', '_', ROLE_IDLE },
	[LOOKS_TASK] = { 0x2550, '=', ROLE_TASK },
	[LOOKS_CALL] = { 0x2500, '-', ROLE_TASK },
	[LOOKS_SOFTIRQ] = { 0x2592, '%', ROLE_SOFTIRQ },
	[LOOKS_HARDIRQ] = { 0x2588, '#', ROLE_HARDIRQ },
};

/* A column has room for one letter: what is seldom comes first, but the tick
 * before other timers, which have rows of their own. */
static const struct {
	enum lane_kind kind;
	char letter;
	enum role role;
	u32 layer;
} letters[] = {
	{ LANE_DEVICE, 'D', ROLE_HARDIRQ, LANE_LAYER_HARD },
	{ LANE_IPI, 'I', ROLE_HARDIRQ, LANE_LAYER_HARD },
	{ LANE_SENT, 'i', ROLE_HARDIRQ, LANE_LAYER_HARD },
	{ LANE_SIGNAL, '!', ROLE_BAD, LANE_LAYER_RUN },
	{ LANE_SENT_SIGNAL, '"', ROLE_BAD, LANE_LAYER_RUN },
	{ LANE_TICK, 'T', ROLE_HARDIRQ, LANE_LAYER_HARD },
	{ LANE_TIMER, 't', ROLE_HARDIRQ, LANE_LAYER_HARD },
	{ LANE_SOFTIRQ, 's', ROLE_SOFTIRQ, LANE_LAYER_SOFT },
	{ LANE_CONSOLE, 'c', ROLE_DIM, LANE_LAYER_HARD },
};

struct column {
	enum look look;
	u32 letter;			/* in letters[] + 1, 0: none */
	u64 what;			/* columns of one thing have the same */
	const struct lane_span *span;	/* of a bar */
	enum lane_kind kind;
};

struct lane_painter {
	const struct strip *strip;
	const struct lanes *lanes;
	const struct lane *lane;
	u32 cpu, layers;
	u32 at[LANE_NR];		/* first span that is not over */
	bool always_stopped;
	u64 stopped_until;		/* ns, with its tick_stop lost */
};

/* The first span that has a part in the column of @from; columns are asked for
 * from left to right. */
static const struct lane_span *span_in(struct lane_painter *p,
				       enum lane_kind kind, u64 from, u64 to)
{
	const struct lane_spans *of = &p->lane->of[kind];
	u32 *at = &p->at[kind], tries = 0;

	while (*at < of->nr && of->span[*at].begin < from &&
	       of->span[*at].end <= from) {
		const u32 before = ++tries > 4 ?
			lane_before(p->lane, kind, from - 1) : 0;

		*at = before > *at + 1 ? before - 1 : *at + 1;
	}
	return *at < of->nr && of->span[*at].begin <= to ? &of->span[*at] :
							    NULL;
}

static bool begins_in(const struct lane_painter *p, enum lane_kind kind,
		      const struct lane_span *span, u64 from, u64 to)
{
	const struct lane_spans *of = &p->lane->of[kind];

	return span->begin >= from ||
	       (span + 1 < of->span + of->nr && span[1].begin <= to);
}

/* Who ran in this column: a task, even if only for a moment, or nobody. */
static u32 task_in(struct lane_painter *p, u64 from, u64 to)
{
	const struct lane_spans *of = &p->lane->of[LANE_SWITCH];
	const struct lane_span *span = span_in(p, LANE_SWITCH, from, to);
	u32 i, at = p->at[LANE_SWITCH];
	u32 task = at ? of->span[at - 1].what :
		   lane_task(p->lane, p->strip->view, p->cpu, 0);

	if (!span)
		return task;
	if (span->begin == from)
		task = 0;
	for (i = 0; i < SWITCHES && at + i < of->nr &&
		    of->span[at + i].begin <= to; i++)
		if (of->span[at + i].what)
			task = of->span[at + i].what;
	return task;
}

/* Is the task in a system call for more than half of the column? */
static bool in_call(struct lane_painter *p, u64 from, u64 to)
{
	const struct lane_span *span = span_in(p, LANE_CALL, from, to);
	u64 begin, end;

	if (!span)
		return false;
	begin = span->begin > from ? span->begin : from;
	end = span->end <= to ? span->end : to + 1;
	return end > begin && end - begin > (to + 1 - from) / 2;
}

/* The system call that in_call() has found. */
static const struct lane_span *call_here(const struct lane_painter *p)
{
	return &p->lane->of[LANE_CALL].span[p->at[LANE_CALL]];
}

static void look_at_run(struct lane_painter *p, struct column *column, u64 from,
			u64 to)
{
	const u32 task = task_in(p, from, to);
	const struct lane_span *stop = span_in(p, LANE_STOP, from, to);

	if (task)
		column->look = in_call(p, from, to) ? LOOKS_CALL : LOOKS_TASK;
	else
		column->look = stop || p->always_stopped ||
			       from < p->stopped_until ? LOOKS_STOPPED :
							 LOOKS_IDLE;
	column->what = task ? task : stop ? stop->number : 0;
	if (column->look == LOOKS_CALL)
		column->what |= (u64)call_here(p)->what << 32;
}

static bool is_bar(enum lane_kind kind)
{
	return kind != LANE_SENT && kind != LANE_SIGNAL &&
	       kind != LANE_SENT_SIGNAL;
}

static void look_at_irqs(struct lane_painter *p, struct column *column,
			 u64 from, u64 to)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(letters); i++) {
		const enum lane_kind kind = letters[i].kind;
		const struct lane_span *span =
			p->layers & letters[i].layer ?
			span_in(p, kind, from, to) : NULL;

		if (!span)
			continue;
		if (!column->letter && begins_in(p, kind, span, from, to))
			column->letter = i + 1;
		if (span->begin < from && is_bar(kind) &&
		    column->look < LOOKS_HARDIRQ) {
			column->look = kind == LANE_SOFTIRQ ? LOOKS_SOFTIRQ :
							      LOOKS_HARDIRQ;
			column->what = span->number;
			column->span = span;
			column->kind = kind;
		}
	}
}

/* --- labels ------------------------------------------------------------- */

u32 timeline_fired_in(const struct lane *lane, const struct lane_span *span,
		      bool *more)
{
	const struct lane_spans *of = &lane->of[LANE_FIRE];
	const u64 last = span->end == KTIME_MAX ? UINT64_MAX :
			 span->number + span->records;
	const u32 i = lane_before_number(lane, LANE_FIRE, span->number);

	if (i >= of->nr || of->span[i].number > last)
		return 0;
	*more = i + 1 < of->nr && of->span[i + 1].number <= last;
	return of->span[i].what;
}

static const char *bar_name(const struct lane_painter *p,
			    const struct column *column, char *buf)
{
	const struct machine *m = p->strip->view->m;
	const struct lane_span *span = column->span;
	bool more;
	u32 serial;

	if (column->kind == LANE_IPI)
		return string_text(m, span->what);
	if (column->kind == LANE_DEVICE)
		return lane_irq_name(p->strip->view, span->what);
	serial = timeline_fired_in(p->lane, span, &more);
	if (serial)
		return value_object(m, serial, buf);
	return column->kind == LANE_SOFTIRQ && span->what < NR_SOFTIRQS ?
	       softirq_names[span->what] : "";
}

/* "p1.main: nanosleep" */
static const char *call_label(const struct lane_painter *p, u64 what, char *buf)
{
	const struct machine *m = p->strip->view->m;
	char name[VALUE_MAX];

	snprintf(buf, VALUE_MAX, "%.60s: %.30s",
		 value_object(m, (u32)what, name),
		 string_text(m, (u32)(what >> 32)));
	return buf;
}

static const char *label_of(const struct lane_painter *p,
			    const struct column *column, char *buf)
{
	switch (column->look) {
	case LOOKS_FORGOTTEN:
		return "no longer recorded";
	case LOOKS_IDLE:
		return "idle";
	case LOOKS_STOPPED:
		return "tick stopped";
	case LOOKS_TASK:
		return value_object(p->strip->view->m, (u32)column->what, buf);
	case LOOKS_CALL:
		return call_label(p, column->what, buf);
	case LOOKS_SOFTIRQ:
	case LOOKS_HARDIRQ:
		return bar_name(p, column, buf);
	default:
		return "";
	}
}

/* Names stand in what is long enough for them. */
static void paint_labels(const struct lane_painter *p,
			 const struct canvas *canvas, u32 y,
			 const struct column *column, u32 nr)
{
	char buf[VALUE_MAX];
	u32 from, to;

	for (from = 0; from < nr; from = to) {
		const char *label = label_of(p, &column[from], buf);
		const u32 len = text_columns(label, strlen(label));

		for (to = from + 1; to < nr && !column[to].letter &&
				    column[to].look == column[from].look &&
				    column[to].what == column[from].what; to++)
			;
		if (len && to - from >= len + 3)
			canvas_text(canvas, p->strip->x + from +
				    1 + (column[from].letter > 0), y,
				    looks[column[from].look].role, label);
	}
}

/* --- painting ----------------------------------------------------------- */

static void find_columns(struct lane_painter *p, struct column *column, u32 nr)
{
	const struct strip *strip = p->strip;
	const u64 now = strip->view->m->now;
	u32 i;

	for (i = 0; i < nr; i++) {
		const u64 from = strip->left + i * strip->column;
		u64 to = from + strip->column - 1;

		column[i] = (struct column){ .look = LOOKS_BLANK };
		if (from > now)
			continue;
		if (to < p->lanes->from_time) {
			column[i].look = LOOKS_FORGOTTEN;
			continue;
		}
		to = to < now ? to : now;
		if (p->layers & LANE_LAYER_RUN)
			look_at_run(p, &column[i], from, to);
		look_at_irqs(p, &column[i], from, to);
	}
}

u64 timeline_next_interrupt(const struct strip *strip, u32 cpu)
{
	const struct percpu *p = percpu_of_cpu(&strip->view->m->cpu[cpu]);
	const struct clock_event_device *device = p ? p->tick.evtdev : NULL;

	if (!device || !device->chip.event.queued ||
	    device->chip.event.at >= KTIME_MAX)
		return KTIME_MAX;
	return device->chip.event.at;
}

static void paint_next(const struct lane_painter *p,
		       const struct canvas *canvas, u32 y)
{
	const struct strip *strip = p->strip;
	const u64 time = timeline_next_interrupt(strip, p->cpu);
	const s64 column = strip_column(strip, time);

	if (time == KTIME_MAX || time <= strip->view->m->now || column < 0)
		return;
	if (column < (s64)strip->width)
		canvas_glyph(canvas, strip->x + (u32)column, y, ROLE_PENDING,
			     GLYPH_DUE);
	else if (strip->view->m->now >= strip->left)
		canvas_put(canvas, strip->x + strip->width - 1, y,
			   ROLE_PENDING, '>');
}

static void paint_column(const struct lane_painter *p,
			 const struct canvas *canvas, u32 x, u32 y,
			 const struct column *column)
{
	const bool ascii = canvas->ascii;
	u32 ch = ascii ? (u8)looks[column->look].ascii :
			 looks[column->look].ch;
	enum role role = looks[column->look].role;

	if (column->letter) {
		ch = (u8)letters[column->letter - 1].letter;
		role = letters[column->letter - 1].role;
		if (ch == 'T' && column->look == LOOKS_TASK)
			ch = ascii ? '+' : 0x256a;
		if (ch == 'T' && column->look == LOOKS_CALL)
			ch = ascii ? '+' : 0x253c;
	}
	if (ch != ' ')
		canvas_put(canvas, p->strip->x + x, y, role, ch);
}

/* Nothing goes on on it, so it died when it was last seen: at the present. */
static void paint_death(const struct lane_painter *p,
			const struct canvas *canvas, u32 y)
{
	const struct strip *strip = p->strip;
	const s64 column = strip_column(strip, strip->view->m->now);

	if (strip->view->m->cpu[p->cpu].state == CPU_DEAD && column >= 0 &&
	    column < (s64)strip->width)
		canvas_put(canvas, strip->x + (u32)column, y, ROLE_BAD, 'X');
}

void timeline_paint_lane(const struct canvas *canvas, u32 y,
			 const struct strip *strip, const struct lanes *lanes,
			 u32 cpu, u32 layers)
{
	const u32 nr = strip->width < COLUMNS_MAX ? strip->width : COLUMNS_MAX;
	struct lane_painter p = {
		.strip = strip, .lanes = lanes, .lane = &lanes->lane[cpu],
		.cpu = cpu, .layers = layers,
	};
	struct column column[COLUMNS_MAX];
	u64 since;
	u32 i;

	p.always_stopped = !p.lane->of[LANE_STOP].nr &&
			   lane_stopped(p.lane, strip->view, cpu, 0, &since);
	p.stopped_until = lanes_lost_stop(lanes, strip->view, cpu,
					  strip->period);
	find_columns(&p, column, nr);
	for (i = 0; i < nr; i++)
		paint_column(&p, canvas, i, y, &column[i]);
	paint_labels(&p, canvas, y, column, nr);
	if (layers & LANE_LAYER_HARD)
		paint_next(&p, canvas, y);
	if (layers & LANE_LAYER_RUN)
		paint_death(&p, canvas, y);
}
