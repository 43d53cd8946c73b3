/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frame: see frame.h.
 */
#include "views/frame.h"

#include <inttypes.h>
#include <string.h>

#include "linux/kernel.h"
#include "views/key.h"
#include "views/value.h"

/* --- titles -------------------------------------------------------------------- */

/* "4 log 5 state", or "4 5" where that is too long; its columns. */
static u32 others_text(const struct place *place, u32 shown, bool names,
		       char *buf, size_t size)
{
	size_t at = 0;
	u32 i;

	buf[0] = '\0';
	for (i = 0; i < place->nr_panes && at < size - 24; i++) {
		const struct pane_type *type = pane_types[place->pane[i]];

		if (place->pane[i] != shown)
			at += (size_t)snprintf(buf + at, size - at, " %c%s%s",
					       type->key, names ? " " : "",
					       names ? type->name : "");
	}
	return at ? text_columns(buf, at) + 1 : 0;
}

/* The panes that share the place, at the right end; returns where that begins. */
static u32 title_others(const struct canvas *row, const struct place *place,
			u32 shown)
{
	char text[200];
	u32 width = others_text(place, shown, true, text, sizeof(text));

	if (width + 30 > row->width)
		width = others_text(place, shown, false, text, sizeof(text));
	if (!width || width + 24 > row->width)
		return row->width;
	canvas_text(row, row->width - width, 0, ROLE_DIM, text);
	canvas_put(row, row->width - 1, 0, ROLE_TITLE, ' ');
	return row->width - width;
}

void frame_title(const struct canvas *screen, const struct place *place,
		 u32 shown, bool focus, const char *about)
{
	const struct canvas row = canvas_part(screen, place->x, place->y,
					      place->width, 1);
	const struct pane_type *type = pane_types[shown];
	const enum role role = focus ? ROLE_TITLE_FOCUS : ROLE_TITLE;
	struct canvas left = row;
	u32 x, y;

	canvas_fill(&row, 0, 0, row.width, ROLE_TITLE, GLYPH_HLINE);
	left.width = title_others(&row, place, shown);
	if (place->edge)
		canvas_glyph(&row, 0, 0, ROLE_TITLE, GLYPH_CROSS);
	x = 1;
	if (focus)
		x += canvas_glyph(&left, x, 0, role, GLYPH_HERE);
	x = canvas_printf(&left, x, 0, role, "%s%c %s ", focus ? "" : " ",
			  type->key, type->name);
	if (*about) {
		x = canvas_printf(&left, x, 0, ROLE_TITLE, " %s ", about);
	}
	for (y = 1; place->edge && y < place->height; y++)
		canvas_glyph(screen, place->x, place->y + y, ROLE_TITLE,
			     GLYPH_VLINE);
}

/* --- the first line ---------------------------------------------------------------- */

static const char *where_in_time(const struct view *view, char *buf,
				 size_t size)
{
	if (!view->past)
		return view->playing ? "PLAYING" : "";
	snprintf(buf, size, "THE PAST%s", view->playing ? ", PLAYING" : "");
	return buf;
}

void frame_top(const struct canvas *screen, const struct view *view)
{
	const struct machine *m = view->m;
	const struct kernel *k = m->kernel;
	const struct canvas row = canvas_part(screen, 0, 0, screen->width, 1);
	char text[VALUE_MAX], past[64];
	const char *where = where_in_time(view, past, sizeof(past));
	u32 x;

	canvas_fill(&row, 0, 0, row.width, ROLE_BAR, GLYPH_HLINE);
	for (x = 0; x < row.width; x++)
		canvas_put(&row, x, 0, ROLE_BAR, ' ');
	x = canvas_text(&row, 0, 0, ROLE_BAR_STRONG,
			row.width >= 76 ? " timerscope " : " ");
	x = canvas_printf(&row, x, 0, ROLE_BAR_STRONG, " CPU %u ",
			  view->focus);
	x = canvas_printf(&row, x, 0, ROLE_BAR, " %s ",
			  value_time(m->now, text));
	if (row.width >= 60)
		x = canvas_printf(&row, x, 0, ROLE_BAR, " jiffies %" PRIu64 " ",
				  k->jiffies_64);
	x = canvas_printf(&row, x, 0, ROLE_BAR, " step %" PRIu64 " ", m->steps);
	if (row.width >= 100)
		x = canvas_printf(&row, x, 0, ROLE_BAR, " HZ %u  %u CPUs ",
				  k->config.hz, m->nr_cpus);
	if (view->branch && row.width >= 100)
		x = canvas_printf(&row, x, 0, ROLE_BAR, " %u branch%s ",
				  view->branch, view->branch == 1 ? "" : "es");
	canvas_printf(&row, x, 0, ROLE_BAR_STRONG, " %s", where);
	if (view->unsaved && row.width >= x + 26)
		canvas_text(&row, row.width - 9, 0, ROLE_BAR, "unsaved ");
}

/* --- the last line -------------------------------------------------------------------- */

static u32 paint_key(const struct canvas *row, u32 x, const struct key_row *key)
{
	char name[16];

	x = canvas_printf(row, x, 0, ROLE_KEY, " %s ",
			  keycode_name(key->key, name));
	return canvas_printf(row, x, 0, ROLE_BAR, " %s  ", key->label);
}

static bool matters(const struct key_row *row, const struct view *view,
		    const char *pane)
{
	return (row->matters & 1u << view->situation) &&
	       (!row->pane || !strcmp(row->pane, pane)) &&
	       !key_disabled(row, view);
}

/* Three keys, and always the one that tells all others. */
static void paint_keys(const struct canvas *row, const struct view *view,
		       const char *pane)
{
	const struct key_row *help = NULL;
	u32 i, nr = 0, x = 0;

	for (i = 0; i < nr_key_rows; i++) {
		const struct key_row *key = &key_rows[i];

		if (key->action == ACTION_HELP &&
		    (key->matters & 1u << view->situation)) {
			help = key;
			continue;
		}
		if (nr < 3 && matters(key, view, pane)) {
			x = paint_key(row, x, key);
			nr++;
		}
	}
	if (help)
		paint_key(row, x, help);
}

void frame_bottom(const struct canvas *screen, const struct view *view,
		  const char *pane)
{
	const struct canvas row = canvas_part(screen, 0, screen->height - 1,
					      screen->width, 1);
	u32 x;

	for (x = 0; x < row.width; x++)
		canvas_put(&row, x, 0, ROLE_BAR, ' ');
	if (*view->message)
		canvas_printf(&row, 0, 0, view->bad ? ROLE_BAD :
			      ROLE_BAR_STRONG, " %s ", view->message);
	else
		paint_keys(&row, view, pane);
}

void frame_too_small(const struct canvas *screen)
{
	canvas_printf(screen, 0, 0, ROLE_STRONG, "terminal too small");
	canvas_printf(screen, 0, 1, ROLE_TEXT, "%ux%u, wanted %ux%u",
		      screen->width, screen->height, LAYOUT_MIN_WIDTH,
		      LAYOUT_MIN_HEIGHT);
	canvas_printf(screen, 0, 2, ROLE_TEXT, "q quits");
}
