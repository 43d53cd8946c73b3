/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timeline: virtual time from left to right, a row for each timer.
 *
 *	          |0        |40 ms    |80 ms    |120 ms
 *	jiffies    -10       now       +10       +20
 *	t1         >---o]*     |
 *	t2         >-----------|.....o.]
 *	t1: armed 0.000034 s, asked +3 j, bucket +4 j: fired ...
 *
 * A column is a jiffy, or a part or a multiple of one.  The window goes with
 * the present until the cursor is moved along time; then it goes with the
 * cursor, which Enter makes the present.  Only timers that have something to
 * show in the window get a row.
 */
#include "views/timeline.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "linux/kernel.h"
#include "views/match.h"
#include "views/pane.h"
#include "views/value.h"

#define NAME_MIN 8u
#define NAME_MAX 20u
#define SCALE_ONE 12			/* of enum-like scales: one jiffy */
#define SCALE_MAX 30
#define AXIS_HEIGHT 6u			/* from here on, jiffies too */

struct timeline_pane {
	struct timeline_index index;
	struct list_view list;
	u32 *shown;			/* rows: numbers of timers */
	u32 nr_shown, max_shown;
	u32 serial;			/* the timer under the cursor */
	u64 left, cursor;		/* ns */
	s32 scale;			/* steps from a jiffy a column */
	bool away;			/* the cursor is not the present */
	bool picked;			/* the row was chosen by the user */
	u32 height, head;		/* rows of the last paint */
	struct strip strip;
	char search[100];
};

/* --- the window --------------------------------------------------------- */

/* 1, 2, 5, 10, 20 ... */
static u64 step_of(u32 n)
{
	static const u64 first[] = { 1, 2, 5 };
	u64 value = first[n % 3];

	for (; n >= 3; n -= 3)
		value *= 10;
	return value;
}

static u64 column_of(s32 scale, u64 period)
{
	const u64 column = scale < 0 ? period / step_of((u32)-scale) :
				       period * step_of((u32)scale);

	return column ? column : 1;
}

static void move_left_edge(struct timeline_pane *pane, u64 at, u32 before)
{
	const u64 unit = pane->strip.column * TIMELINE_TICK;
	const u64 back = pane->strip.column * before;

	pane->left = at > back ? (at - back) / unit * unit : 0;
}

/* The window stays until what it goes with comes near an edge. */
static void place_window(struct timeline_pane *pane)
{
	struct strip *strip = &pane->strip;
	const u32 margin = pane->away ? 0 : strip->width / 8;
	s64 column;

	strip->left = pane->left;
	column = strip_column(strip, pane->cursor);
	if (column < 0 || (pane->left && column < (s64)margin) ||
	    column >= (s64)(strip->width - margin))
		move_left_edge(pane, pane->cursor, strip->width / 3);
	strip->left = pane->left;
}

static void set_strip(struct timeline_pane *pane, const struct view *view,
		      const struct canvas *canvas, u32 name_width)
{
	const struct kernel *k = view->m->kernel;
	struct strip *strip = &pane->strip;

	*strip = (struct strip){
		.view = view, .x = name_width + 1,
		.period = k->percpu[0]->tick.period,
	};
	strip->period += !strip->period;
	strip->column = column_of(pane->scale, strip->period);
	strip->width = canvas->width > strip->x ? canvas->width - strip->x : 1;
	if (!pane->away)
		pane->cursor = view->m->now;
	place_window(pane);
}

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

static const struct timeline_timer *timer_at(const struct timeline_pane *pane,
					     u64 row)
{
	return &pane->index.timer[pane->shown[row]];
}

/* Until the user picks a row, the cursor goes to what has just happened. */
static void find_row(struct timeline_pane *pane)
{
	const struct timeline_timer *timer;
	const struct timeline_mark *newest;
	u32 i;

	newest = timeline_newest(&pane->index, &timer);
	if (newest && !pane->picked &&
	    (!pane->serial || follow_new(&pane->index.follow, newest->number)))
		pane->serial = timer->serial;
	for (i = 0; i < pane->nr_shown; i++)
		if (timer_at(pane, i)->serial == pane->serial)
			pane->list.cursor = i;
	list_view_fit(&pane->list, pane->nr_shown, pane->height);
}

static void keep_row(struct timeline_pane *pane)
{
	if (pane->nr_shown)
		pane->serial = timer_at(pane, pane->list.cursor)->serial;
}

static void find_rows(struct timeline_pane *pane)
{
	u32 i;

	pane->nr_shown = 0;
	for (i = 0; i < pane->index.nr; i++)
		if (timeline_touches(&pane->index.timer[i], &pane->strip) &&
		    !show_timer(pane, i))
			break;
	find_row(pane);
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
	for (y = 1; y < pane->head + pane->height; y++)
		canvas_role(canvas, strip->x + (u32)column, y, 1, ROLE_CURSOR);
}

static void paint_timer(const struct timeline_pane *pane,
			const struct canvas *canvas, u32 y, u64 row)
{
	const struct timeline_timer *timer = timer_at(pane, row);
	const bool here = row == pane->list.cursor;
	const struct canvas name = canvas_part(canvas, 0, y, pane->strip.x - 1,
					       1);
	char buf[VALUE_MAX];

	if (here)
		canvas_glyph(canvas, 0, y, ROLE_CURSOR, GLYPH_HERE);
	match_text(&name, 1, 0, here ? ROLE_STRONG : ROLE_TEXT,
		   value_object(pane->strip.view->m, timer->serial, buf),
		   pane->search);
	if (follow_new(&pane->index.follow, timer->mark[timer->nr - 1].number))
		canvas_glyph(canvas, pane->strip.x - 1, y, ROLE_CHANGED,
			     GLYPH_CHANGED);
	timeline_paint_row(canvas, y, &pane->strip, &pane->index, timer);
}

/* The end of the cursor's column, but not of one that lies ahead. */
static u64 cursor_end(const struct timeline_pane *pane)
{
	return pane->cursor + (pane->away ? pane->strip.column - 1 : 0);
}

static void paint_words(const struct timeline_pane *pane,
			const struct canvas *canvas)
{
	const u32 y = canvas->height - 1;
	char text[200], name[VALUE_MAX];
	u32 x;

	if (pane->nr_shown) {
		const struct timeline_timer *timer =
			timer_at(pane, pane->list.cursor);

		x = canvas_printf(canvas, 0, y, ROLE_STRONG, "%s: ",
				  value_object(pane->strip.view->m,
					       timer->serial, name));
		timeline_describe(&pane->strip, timer, cursor_end(pane), text,
				  sizeof(text));
		canvas_text(canvas, x, y, ROLE_COMMENT, text);
	} else if (pane->index.nr) {
		canvas_text(canvas, 0, y, ROLE_DIM,
			    "No timer does anything here: Home and End go to "
			    "the first and last event.");
	}
}

static void paint_empty(const struct canvas *canvas)
{
	canvas_wrap(canvas, 0, 0, ROLE_DIM,
		    "No timer has been armed yet.\n"
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
		const char *name = value_object(view->m,
						pane->index.timer[i].serial,
						buf);
		const u32 columns = text_columns(name, strlen(name)) + 1;

		if (columns > longest)
			longest = columns;
	}
	return longest < most ? longest : most > NAME_MIN ? most : NAME_MIN;
}

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	struct timeline_pane *pane = state;
	u32 y;

	timeline_update(&pane->index, view);
	if (!pane->index.nr || !view->m->kernel) {
		paint_empty(canvas);
		return;
	}
	pane->head = canvas->height >= AXIS_HEIGHT ? 2 : 1;
	pane->height = canvas->height > pane->head + 1 ?
		       canvas->height - pane->head - 1 : 1;
	set_strip(pane, view, canvas, name_width(pane, view, canvas->width));
	find_rows(pane);
	timeline_paint_times(canvas, &pane->strip);
	if (pane->head > 1)
		timeline_paint_jiffies(canvas, &pane->strip);
	paint_now(canvas, pane->head, pane->head + pane->height, &pane->strip);
	for (y = 0; y < pane->height && pane->list.top + y < pane->nr_shown;
	     y++)
		paint_timer(pane, canvas, pane->head + y, pane->list.top + y);
	paint_cursor(pane, canvas);
	paint_words(pane, canvas);
}

static void title(void *state, const struct view *view, char *buf, size_t size)
{
	const struct timeline_pane *pane = state;
	char column[VALUE_MAX], hidden[40] = "";

	if (!pane->index.nr) {
		*buf = '\0';
		return;
	}
	if (pane->nr_shown < pane->index.nr)
		snprintf(hidden, sizeof(hidden), "%u of %u timers, ",
			 pane->nr_shown, pane->index.nr);
	snprintf(buf, size, "%s%s%s a column  %s", pane->away ? "g: to now, " :
		 "", hidden, value_duration(pane->strip.column, column),
		 view->ascii ? "> armed  o asked  ] bucket  * fired  x out" :
			       "\u25b8 armed  \u25cb asked  ] bucket  "
			       "\u2605 fired  \u00d7 out");
}

/* --- keys --------------------------------------------------------------- */

static void go_to_time(struct timeline_pane *pane, u64 time)
{
	pane->away = true;
	pane->cursor = time / pane->strip.column * pane->strip.column;
}

static void scrub(struct timeline_pane *pane, bool forwards)
{
	const u64 at = pane->cursor / pane->strip.column * pane->strip.column;

	go_to_time(pane, forwards ? at + pane->strip.column :
			 at > pane->strip.column ? at - pane->strip.column : 0);
}

static void rescale(struct timeline_pane *pane, s32 step)
{
	const s32 scale = pane->scale + step;
	const u64 column = column_of(scale, pane->strip.period);

	if (scale < -SCALE_ONE || scale > SCALE_MAX - SCALE_ONE ||
	    column == pane->strip.column)
		return;
	pane->scale = scale;
	pane->strip.column = column;
	if (pane->away)
		go_to_time(pane, pane->cursor);
	move_left_edge(pane, pane->cursor, pane->strip.width / 3);
}

/* The timer's next event in that direction; its callback's end is none. */
static void go_to_mark(struct timeline_pane *pane, bool forwards,
		       struct reply *reply)
{
	const struct timeline_timer *timer;
	u32 i;

	if (!pane->nr_shown)
		return;
	timer = timer_at(pane, pane->list.cursor);
	if (forwards) {
		i = timeline_before(timer, cursor_end(pane));
		if (i < timer->nr) {
			go_to_time(pane, timer->mark[i].time);
			return;
		}
	} else {
		i = pane->cursor ? timeline_before(timer, pane->cursor - 1) : 0;
		if (i) {
			go_to_time(pane, timer->mark[i - 1].time);
			return;
		}
	}
	snprintf(reply->message, sizeof(reply->message),
		 "this timer has no event %s", forwards ?
		 "later than this; g goes to the present" : "before this");
}

static void go_to_end(struct timeline_pane *pane, bool last)
{
	const struct timeline_timer *timer;
	const struct timeline_mark *mark;

	mark = last ? timeline_newest(&pane->index, &timer) :
		      timeline_oldest(&pane->index);
	if (mark)
		go_to_time(pane, mark->time);
}

/* To what happened in the cursor's column, or else to its beginning. */
static void select_time(struct timeline_pane *pane, struct reply *reply)
{
	const u64 end = cursor_end(pane);
	const struct timeline_timer *timer;
	u32 i;

	if (!pane->away) {
		snprintf(reply->message, sizeof(reply->message),
			 "choose a time first: Left, Right, < and >");
		return;
	}
	pane->away = false;
	if (pane->nr_shown) {
		timer = timer_at(pane, pane->list.cursor);
		i = timeline_before(timer, end);
		if (i && timer->mark[i - 1].time >= pane->cursor) {
			snprintf(reply->command, sizeof(reply->command),
				 "goto event %" PRIu64,
				 timer->mark[i - 1].number + 1);
			return;
		}
	}
	snprintf(reply->command, sizeof(reply->command), "goto %" PRIu64 "ns",
		 pane->cursor);
}

/* A timer by its name, shown or not. */
static void search(struct timeline_pane *pane, const struct view *view,
		   const char *text, struct reply *reply)
{
	char buf[VALUE_MAX];
	u32 i;

	snprintf(pane->search, sizeof(pane->search), "%s", text);
	for (i = 0; i < pane->index.nr && *text; i++) {
		const struct timeline_timer *timer = &pane->index.timer[i];

		if (!match_find(value_object(view->m, timer->serial, buf),
				text))
			continue;
		pane->serial = timer->serial;
		pane->picked = true;
		if (!timeline_touches(timer, &pane->strip))
			go_to_time(pane, timer->mark[timer->nr - 1].time);
		return;
	}
	if (*text)
		snprintf(reply->message, sizeof(reply->message),
			 "no timer called \"%.60s\" was ever armed", text);
}

static bool move_time(struct timeline_pane *pane, enum action action,
		      struct reply *reply)
{
	switch (action) {
	case ACTION_LEFT:
	case ACTION_RIGHT:
		scrub(pane, action == ACTION_RIGHT);
		return true;
	case ACTION_HOME:
	case ACTION_END:
		go_to_end(pane, action == ACTION_END);
		return true;
	case ACTION_MATCH_NEXT:
	case ACTION_MATCH_PREV:
		go_to_mark(pane, action == ACTION_MATCH_NEXT, reply);
		return true;
	case ACTION_WIDER:
	case ACTION_CLOSER:
		rescale(pane, action == ACTION_WIDER ? 1 : -1);
		return true;
	default:
		return false;
	}
}

static bool act(void *state, const struct view *view, enum action action,
		const char *text, struct reply *reply)
{
	struct timeline_pane *pane = state;

	if (!pane->index.nr || !pane->strip.column) {
		snprintf(reply->message, sizeof(reply->message),
			 "no timer has been armed yet");
		return action <= ACTION_SELECT;
	}
	if (move_time(pane, action, reply))
		return true;
	switch (action) {
	case ACTION_SELECT:
		select_time(pane, reply);
		return true;
	case ACTION_FOLLOW:
		pane->away = pane->picked = false;
		return true;
	case ACTION_SEARCH:
		search(pane, view, text, reply);
		return true;
	default:
		if (!list_view_act(&pane->list, action, pane->nr_shown,
				   pane->height))
			return false;
		pane->picked = true;
		keep_row(pane);
		return true;
	}
}

static bool click(void *state, const struct view *view, u32 x, u32 y,
		  struct reply *reply)
{
	struct timeline_pane *pane = state;

	(void)view;
	(void)reply;
	if (!pane->index.nr || y >= pane->head + pane->height)
		return false;
	if (x >= pane->strip.x)
		go_to_time(pane, pane->left +
				 (x - pane->strip.x) * pane->strip.column);
	if (y >= pane->head &&
	    pane->list.top + y - pane->head < pane->nr_shown) {
		pane->list.cursor = pane->list.top + y - pane->head;
		pane->picked = true;
		keep_row(pane);
	}
	return true;
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
	.question = "When was each timer armed, and when does it fire?",
	.size = sizeof(struct timeline_pane),
	.paint = paint, .title = title, .act = act, .click = click,
	.release = release,
};
