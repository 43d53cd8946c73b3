/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timeline's axis: two rows of labels above the timers.
 *
 *	time     |0        |40 ms    |80 ms
 *	jiffies  -10       now       +10
 */
#include <inttypes.h>
#include <string.h>

#include "views/timeline.h"
#include "views/value.h"

/* The time at @column, or how far it is from the first one. */
static const char *label_of(const struct strip *strip, u32 column,
			    bool from_first, char *buf)
{
	const u64 ns = strip->column * column;

	if (!from_first && !(strip->left + ns))
		return "0";
	if (!from_first)
		return value_duration(strip->left + ns, buf);
	return column ? value_duration(ns, buf) : value_time(strip->left, buf);
}

/* Labels are the times themselves, where these are short; else the first one,
 * and how far the others are from it. */
void timeline_paint_times(const struct canvas *canvas,
			  const struct strip *strip)
{
	char text[VALUE_MAX];
	const char *label;
	bool from_first = false;
	u32 column, taken = 0;

	for (column = 0; column < strip->width; column += TIMELINE_TICK)
		from_first |= strlen(label_of(strip, column, false, text)) >=
			      TIMELINE_TICK;
	canvas_text(canvas, 0, 0, ROLE_DIM, "time");
	for (column = 0; column < strip->width; column += TIMELINE_TICK) {
		if (column < taken)
			continue;
		label = label_of(strip, column, from_first, text);
		canvas_glyph(canvas, strip->x + column, 0, ROLE_DIM,
			     GLYPH_VLINE);
		canvas_printf(canvas, strip->x + column + 1, 0, ROLE_TEXT,
			      "%s%s", from_first && column ? "+" : "", label);
		taken = column + (u32)strlen(label) + 1;
	}
}

/* Jiffies from now on, where a label stands on a whole one. */
void timeline_paint_jiffies(const struct canvas *canvas,
			    const struct strip *strip)
{
	const s64 now = (s64)(strip->view->m->now / strip->period);
	const s64 column = strip_column(strip, strip->view->m->now);
	u32 at;

	canvas_text(canvas, 0, 1, ROLE_DIM, "jiffies");
	for (at = 0; at < strip->width; at += TIMELINE_TICK) {
		const u64 time = strip->left + strip->column * at;

		if (time % strip->period ||
		    (at > column ? at < column + 4 : at + 5 > column))
			continue;
		canvas_printf(canvas, strip->x + at, 1, ROLE_DIM, "%+" PRId64,
			      (s64)(time / strip->period) - now);
	}
	if (column >= 0 && column < (s64)strip->width)
		canvas_text(canvas, strip->x + (u32)column, 1, ROLE_HAND,
			    "now");
}
