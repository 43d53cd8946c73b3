/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timeline's window: which stretch of time is seen, at which scale.
 */
#include "linux/kernel.h"
#include "views/timeline_pane.h"

#define SCALE_ONE 15			/* of enum-like scales: one jiffy */
#define SCALE_MAX 33

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

void timeline_show_cursor(struct timeline_pane *pane)
{
	const u64 unit = pane->strip.column * TIMELINE_TICK;
	const u64 back = pane->strip.column * (pane->strip.width / 3);

	pane->left = pane->cursor > back ?
		     (pane->cursor - back) / unit * unit : 0;
}

bool timeline_rescale(struct timeline_pane *pane, s32 steps)
{
	const s32 scale = pane->scale + steps;
	const u64 column = column_of(scale, pane->strip.period);

	if (scale < -SCALE_ONE || scale > SCALE_MAX - SCALE_ONE ||
	    column == pane->strip.column)
		return false;
	pane->scale = scale;
	pane->scaled = true;
	pane->strip.column = column;
	return true;
}

/* Until the user picks a scale, all of the last run is to be seen.  Steps
 * within a jiffy leave the scale alone. */
static void fit_scale(struct timeline_pane *pane, u64 now)
{
	struct strip *strip = &pane->strip;
	const u64 seen = pane->seen;

	pane->seen = now;
	if (pane->away || pane->scaled ||
	    (now >= seen && now - seen < strip->period))
		return;
	pane->scale = 0;
	strip->column = column_of(0, strip->period);
	while (now > seen && (now - seen) / strip->column >=
			     strip->width * 5 / 8 &&
	       pane->scale < SCALE_MAX - SCALE_ONE)
		strip->column = column_of(++pane->scale, strip->period);
	if (now > seen && (now - seen) / strip->column >= strip->width / 3)
		pane->left = seen / (strip->column * TIMELINE_TICK) *
			     (strip->column * TIMELINE_TICK);
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
		timeline_show_cursor(pane);
	strip->left = pane->left;
}

void timeline_set_strip(struct timeline_pane *pane, const struct view *view,
			const struct canvas *canvas, u32 name_width)
{
	const struct kernel *k = view->m->kernel;
	struct strip *strip = &pane->strip;

	*strip = (struct strip){
		.view = view, .index = &pane->index, .x = name_width + 1,
		.period = k->percpu[0]->tick.period,
	};
	strip->period += !strip->period;
	strip->column = column_of(pane->scale, strip->period);
	strip->width = canvas->width > strip->x ? canvas->width - strip->x : 1;
	fit_scale(pane, view->m->now);
	if (!pane->away)
		pane->cursor = view->m->now;
	place_window(pane);
}

u64 timeline_cursor_end(const struct timeline_pane *pane)
{
	return pane->cursor + (pane->away ? pane->strip.column - 1 : 0);
}
