/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timeline: virtual time from left to right, a row for each CPU and one for
 * each timer.
 *
 *	          |0        |40 ms    |80 ms    |120 ms
 *	jiffies    -10       now       +10       +20
 *	CPU 0      T=T_________|          o
 *	CPU 1      _____I=t____|
 *	t1         >---o]*     |
 *	t2         >-----------|.....o.]
 *	t1: armed 0.000034 s, asked +3 j, bucket +4 j: fired ...
 *
 * A column is a jiffy, or a part or a multiple of one: at first as many as it
 * takes to see all of the last run.  The window goes with the present until the
 * cursor is moved along time; then it goes with the cursor, which Enter makes
 * the present.  Only timers that have something to show in the window get a
 * row, the kernel's own (a CPU's tick) the last ones.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "linux/kernel.h"
#include "views/match.h"
#include "views/timeline_pane.h"
#include "views/value.h"

#define NAME_MIN 8u
#define NAME_MAX 20u
#define AXIS_HEIGHT 6u			/* from here on, jiffies too */
#define ROOMY 24u			/* from here on, three rows a CPU */
#define LOOK_BACK 64u			/* marks, for the newest of a timer */
#define WIDE 140u			/* columns that hold both legends */

/* --- rows --------------------------------------------------------------- */

static bool show_timer(struct timeline_pane *pane, u32 number)
{
	if (pane->nr_shown == pane->max_shown) {
		const u32 max = pane->max_shown ? 2 * pane->max_shown : 64;
		u32 *grown = realloc(pane->shown, max * sizeof(*grown));

		if (!grown)
			return false;
		pane->shown = grown;
		pane->max_shown = max;
	}
	pane->shown[pane->nr_shown++] = number;
	return true;
}

const struct timeline_timer *timeline_timer_at(const struct timeline_pane *pane,
					       u64 row)
{
	return &pane->index.timer[pane->shown[row]];
}

static void show_timers(struct timeline_pane *pane, bool ticks)
{
	u32 i;

	for (i = 0; i < pane->index.nr; i++)
		if (pane->index.timer[i].tick == ticks &&
		    timeline_touches(&pane->index.timer[i], &pane->strip) &&
		    !show_timer(pane, i))
			return;
}

/* The timer, no CPU's tick, to which something has just happened. */
static const struct timeline_timer *
newest_timer(const struct timeline_pane *pane)
{
	const struct timeline_index *index = &pane->index;
	u64 i = index->nr_marks;
	u32 tries;

	for (tries = 0; i && tries < LOOK_BACK; tries++) {
		const struct timeline_timer *timer =
			&index->timer[index->order[--i]];

		if (!follow_new(&index->follow,
				timer->mark[timer->nr - 1].number))
			return NULL;
		if (!timer->tick)
			return timer;
	}
	return NULL;
}

/* Until the user picks a row, the cursor goes to what has just happened. */
static void find_row(struct timeline_pane *pane, const struct view *view)
{
	const struct timeline_timer *timer = pane->picked ? NULL :
							    newest_timer(pane);
	u32 i;

	if (timer)
		pane->serial = timer->serial;
	if (!pane->picked) {
		pane->cpu = view->focus;
		pane->on_lane = !pane->serial;
	}
	pane->cpu = pane->cpu < pane->nr_cpus ? pane->cpu : 0;
	for (i = 0; i < pane->nr_shown; i++)
		if (timeline_timer_at(pane, i)->serial == pane->serial)
			break;
	if (i < pane->nr_shown)
		pane->list.cursor = i;
	else if (!pane->picked || !pane->nr_shown)
		pane->on_lane = true;
}

/* CPUs get what the timers leave, but half of it at least. */
static void share_rows(struct timeline_pane *pane, u32 rows)
{
	const u32 wanted = pane->nr_shown ? pane->nr_shown : rows > 3;
	const u32 timers = wanted < rows / 2 ? wanted : rows / 2;
	u32 lanes;

	pane->rows_a_cpu = rows >= ROOMY &&
			   3 * pane->nr_cpus + timers <= rows ? 3 : 1;
	lanes = pane->rows_a_cpu * pane->nr_cpus;
	pane->lane_height = lanes < rows - timers ? lanes : rows - timers;
	pane->height = rows - pane->lane_height;
}

static void find_rows(struct timeline_pane *pane, const struct view *view,
		      u32 rows)
{
	pane->nr_shown = 0;
	pane->nr_cpus = view->m->nr_cpus;
	show_timers(pane, false);
	show_timers(pane, true);
	find_row(pane, view);
	share_rows(pane, rows);
	pane->lanes.cursor = pane->cpu;
	list_view_fit(&pane->lanes, pane->nr_cpus,
		      pane->lane_height / pane->rows_a_cpu);
	list_view_fit(&pane->list, pane->nr_shown, pane->height);
	if (pane->nr_shown && !pane->on_lane)
		pane->serial = timeline_timer_at(pane,
						 pane->list.cursor)->serial;
}

/* --- painting ----------------------------------------------------------- */

static void paint_now(const struct canvas *canvas, u32 from, u32 to,
		      const struct strip *strip)
{
	const s64 column = strip_column(strip, strip->view->m->now);

	if (column < 0 || column >= (s64)strip->width)
		return;
	for (; from < to; from++)
		canvas_glyph(canvas, strip->x + (u32)column, from, ROLE_HAND,
			     GLYPH_NOW);
}

static void paint_cursor(const struct timeline_pane *pane,
			 const struct canvas *canvas)
{
	const struct strip *strip = &pane->strip;
	const s64 column = strip_column(strip, pane->cursor);
	u32 y;

	if (!pane->away || column < 0 || column >= (s64)strip->width)
		return;
	canvas_glyph(canvas, strip->x + (u32)column, 0, ROLE_CURSOR,
		     GLYPH_DOWN);
	for (y = 1; y < pane->head + pane->lane_height + pane->height; y++)
		canvas_role(canvas, strip->x + (u32)column, y, 1, ROLE_CURSOR);
}

static void paint_mark(const struct timeline_pane *pane,
		       const struct canvas *canvas, u32 y, bool here,
		       bool is_new)
{
	if (here)
		canvas_glyph(canvas, 0, y, ROLE_CURSOR, GLYPH_HERE);
	if (is_new)
		canvas_glyph(canvas, pane->strip.x - 1, y, ROLE_CHANGED,
			     GLYPH_CHANGED);
}

static void paint_timer(const struct timeline_pane *pane,
			const struct canvas *canvas, u32 y, u64 row)
{
	const struct timeline_timer *timer = timeline_timer_at(pane, row);
	const bool here = !pane->on_lane && row == pane->list.cursor;
	const struct canvas name = canvas_part(canvas, 0, y, pane->strip.x - 1,
					       1);
	char buf[VALUE_MAX];

	match_text(&name, 1, 0, here ? ROLE_STRONG : ROLE_TEXT,
		   timeline_name(pane->strip.view->m, timer->serial, buf),
		   pane->search);
	paint_mark(pane, canvas, y, here,
		   follow_new(&pane->index.follow,
			      timer->mark[timer->nr - 1].number));
	timeline_paint_row(canvas, y, &pane->strip, &pane->index, timer);
}

static void paint_lane_row(const struct timeline_pane *pane,
			   const struct canvas *canvas, u32 y, u32 cpu,
			   u32 part)
{
	static const char *const names[] = { "", "   irqs", "softirq" };
	static const u32 layers[] = { LANE_LAYER_RUN, LANE_LAYER_HARD,
				      LANE_LAYER_SOFT };
	const bool here = pane->on_lane && cpu == pane->cpu;
	const struct lane *lane = &pane->index.lanes.lane[cpu];
	const struct lane_span *last;
	enum lane_kind kind;

	timeline_paint_lane(canvas, y, &pane->strip, &pane->index.lanes, cpu,
			    pane->rows_a_cpu == 1 ? LANE_LAYER_ALL :
						    layers[part]);
	if (part) {
		canvas_text(canvas, 1, y, ROLE_DIM, names[part]);
		return;
	}
	canvas_printf(canvas, 1, y, here ? ROLE_STRONG : ROLE_TEXT, "CPU %u",
		      cpu);
	last = lane_event_before(lane, pane->strip.view->m->now, &kind);
	paint_mark(pane, canvas, y, here,
		   last && follow_new(&pane->index.follow, last->number));
}

static void paint_lanes(const struct timeline_pane *pane,
			const struct canvas *canvas)
{
	u32 y;

	for (y = 0; y < pane->lane_height; y++) {
		const u64 cpu = pane->lanes.top + y / pane->rows_a_cpu;

		if (cpu < pane->nr_cpus)
			paint_lane_row(pane, canvas, pane->head + y, (u32)cpu,
				       y % pane->rows_a_cpu);
	}
	if (pane->lane_height < pane->nr_cpus * pane->rows_a_cpu)
		canvas_glyph(canvas, 0, pane->head + pane->lane_height - 1,
			     ROLE_STRONG, pane->lanes.top + pane->lane_height <
			     pane->nr_cpus ? GLYPH_DOWN : GLYPH_UP);
}

static void paint_timers(const struct timeline_pane *pane,
			 const struct canvas *canvas)
{
	const u32 top = pane->head + pane->lane_height;
	u32 y;

	for (y = 0; y < pane->height && pane->list.top + y < pane->nr_shown;
	     y++)
		paint_timer(pane, canvas, top + y, pane->list.top + y);
	if (pane->height && !pane->nr_shown)
		canvas_text(canvas, 1, top, ROLE_DIM, pane->index.nr ?
			    "No timer does anything here: Home and End go to "
			    "the first and last event." :
			    "No timer has been armed yet: add_timer t1 +10j; "
			    "of a process: timer_settime");
}

static void paint_words(const struct timeline_pane *pane,
			const struct canvas *canvas)
{
	const u32 y = canvas->height - 1;
	char text[400], name[VALUE_MAX];
	u32 x;

	if (pane->on_lane) {
		x = canvas_printf(canvas, 0, y, ROLE_STRONG, "CPU %u: ",
				  pane->cpu);
		timeline_describe_lane(&pane->strip, &pane->index.lanes,
				       pane->cpu, pane->away, pane->cursor,
				       timeline_cursor_end(pane), text,
				       sizeof(text));
	} else {
		const struct timeline_timer *timer =
			timeline_timer_at(pane, pane->list.cursor);

		x = canvas_printf(canvas, 0, y, ROLE_STRONG, "%s: ",
				  timeline_name(pane->strip.view->m,
					       timer->serial, name));
		timeline_describe(&pane->strip, timer,
				  timeline_cursor_end(pane), text,
				  sizeof(text));
	}
	canvas_text(canvas, x, y, ROLE_COMMENT, text);
}

/* --- legends ------------------------------------------------------------ */

/* A title of 80 columns has room for the short one. */
static const char *legend(bool lanes, bool whole, bool ascii)
{
	static const char *const texts[2][2][2] = {
		{ { "\u25b8 armed \u25cb asked ] bucket \u2605 fired \u00d7 out "
		    "\u2248 signal",
		    "> armed o asked ] bucket * fired x out ~ signal" },
		  { "\u25b8 armed \u25cb asked ] bucket \u2605 fired \u00d7 out "
		    "\u2248 signal waits ! taken",
		    "> armed o asked ] bucket * fired x out ~ signal waits "
		    "! taken" } },
		{ { "T tick _ off \u00b7 idle \u2550 user \u2500 sys I IPI "
		    "! signal",
		    "T tick _ off . idle = user - sys I IPI ! signal" },
		  { "T tick t timer _ off \u00b7 idle \u2550 user \u2500 sys I IPI "
		    "s softirq \" sent ! taken",
		    "T tick t timer _ off . idle = user - sys I IPI "
		    "s softirq \" sent ! taken" } },
	};

	return texts[lanes][whole][ascii];
}

/* The legend that is not in the title, where a row is free. */
static void paint_legend(const struct timeline_pane *pane,
			 const struct canvas *canvas)
{
	const u32 rows = pane->nr_shown ? pane->nr_shown : 1;

	if (pane->height > rows && pane->nr_shown && pane->strip.width < WIDE)
		canvas_text(canvas, 1, canvas->height - 2, ROLE_DIM,
			    legend(!pane->on_lane, true, canvas->ascii));
}

static void paint_empty(const struct canvas *canvas)
{
	canvas_wrap(canvas, 0, 0, ROLE_DIM,
		    "Nothing has happened yet.\n"
		    "Press : and type, for example\n"
		    "    add_timer t1 +10j; run 20ms", true);
}

/* As wide as the longest of the names to be seen, within bounds. */
static u32 name_width(const struct timeline_pane *pane, const struct view *view,
		      u32 width)
{
	const u32 most = width / 5 < NAME_MAX ? width / 5 : NAME_MAX;
	u32 longest = NAME_MIN;
	char buf[VALUE_MAX];
	u32 i;

	for (i = 0; i < pane->index.nr && i < 100; i++) {
		const char *name = timeline_name(view->m,
						pane->index.timer[i].serial,
						buf);
		const u32 columns = text_columns(name, strlen(name)) + 1;

		if (columns > longest)
			longest = columns;
	}
	return longest < most ? longest : most > NAME_MIN ? most : NAME_MIN;
}

/* Another machine: only the scale that the user has chosen stays. */
static void begin_anew(struct timeline_pane *pane, const struct view *view)
{
	pane->session = view->session;
	pane->away = pane->picked = false;
	pane->serial = 0;
	pane->seen = pane->left = 0;
}

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	struct timeline_pane *pane = state;

	timeline_update(&pane->index, view);
	if (pane->session != view->session)
		begin_anew(pane, view);
	if (timeline_is_empty(pane) || !view->m->kernel) {
		paint_empty(canvas);
		return;
	}
	pane->head = canvas->height >= AXIS_HEIGHT ? 2 : 1;
	timeline_set_strip(pane, view, canvas, name_width(pane, view, canvas->width));
	find_rows(pane, view, canvas->height > pane->head + 1 ?
			      canvas->height - pane->head - 1 : 1);
	timeline_paint_times(canvas, &pane->strip);
	if (pane->head > 1)
		timeline_paint_jiffies(canvas, &pane->strip);
	paint_now(canvas, pane->head, pane->head + pane->lane_height +
		  pane->height, &pane->strip);
	paint_lanes(pane, canvas);
	paint_timers(pane, canvas);
	paint_legend(pane, canvas);
	paint_cursor(pane, canvas);
	paint_words(pane, canvas);
}

/* --- the title ---------------------------------------------------------- */

static void title(void *state, const struct view *view, char *buf, size_t size)
{
	const struct timeline_pane *pane = state;
	const bool wide = pane->strip.width >= WIDE;
	char column[VALUE_MAX], hidden[40] = "";

	*buf = '\0';
	if (timeline_is_empty(pane) || !pane->strip.column)
		return;
	if (pane->nr_shown < pane->index.nr && !pane->on_lane)
		snprintf(hidden, sizeof(hidden), "%u of %u timers, ",
			 pane->nr_shown, pane->index.nr);
	snprintf(buf, size, "%s%s%s a column  %s%s%s", pane->away ?
		 "g: to now, " : "", hidden,
		 value_duration(pane->strip.column, column),
		 legend(pane->on_lane, wide, view->ascii), wide ? "   " : "",
		 wide ? legend(!pane->on_lane, true, view->ascii) : "");
}

static void release(void *state)
{
	struct timeline_pane *pane = state;

	timeline_free(&pane->index);
	free(pane->shown);
}

extern const struct pane_type pane_timeline;
const struct pane_type pane_timeline = {
	.name = "timeline", .key = '6',
	.question = "What did each CPU do when, and when does each timer fire?",
	.size = sizeof(struct timeline_pane),
	.paint = paint, .title = title, .act = timeline_act,
	.click = timeline_click, .release = release,
};
