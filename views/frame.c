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

#define FOOTER_KEYS 3u
#define NAME_COLUMNS 16u		/* a pane's own key and name in its title */

static void clear_row(const struct canvas *row, u32 y, enum role role)
{
	u32 x;

	for (x = 0; x < row->width; x++)
		canvas_put(row, x, y, role, ' ');
}

/* --- titles -------------------------------------------------------------------- */

/* "4 log 5 state 6", the first @names of them named; its columns. */
static u32 others_text(const struct place *place, u32 shown, u32 names,
		       char *buf, size_t size)
{
	size_t at = 0;
	u32 i;

	buf[0] = '\0';
	for (i = 0; i < place->nr_panes && at < size - 24; i++) {
		const struct pane_type *type = pane_types[place->pane[i]];

		if (place->pane[i] == shown)
			continue;
		at += (size_t)snprintf(buf + at, size - at, " %c%s%s",
				       type->key, names ? " " : "",
				       names ? type->name : "");
		names -= names > 0;
	}
	return at ? text_columns(buf, at) + 1 : 0;
}

/* The panes that share the place, at the right end, with as many names as leave
 * @reserved columns; returns where that begins. */
static u32 title_others(const struct canvas *row, const struct place *place,
			u32 shown, u32 reserved)
{
	u32 names = place->nr_panes;
	char text[200];
	u32 width;

	do
		width = others_text(place, shown, names, text, sizeof(text));
	while (width + reserved > row->width && names--);
	if (!width || width + NAME_COLUMNS > row->width)
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
	left.width = title_others(&row, place, shown, NAME_COLUMNS +
				  text_columns(about, strlen(about)));
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
	clear_row(&row, 0, ROLE_BAR);
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

static u32 key_width(const struct key_row *key)
{
	char name[16];

	return (u32)(strlen(keycode_name(key->key, name)) +
		     strlen(key->label)) + 5;
}

static bool matters(const struct key_row *row, enum situation situation,
		    const struct view *view, const char *pane)
{
	return (row->matters & 1u << situation) &&
	       (!row->pane || !strcmp(row->pane, pane)) &&
	       !key_disabled(row, view);
}

/* Where fewer than three keys are special, those that always step are named. */
static bool has_room(enum situation situation)
{
	return situation == SITUATION_FRESH || situation == SITUATION_STOPPED ||
	       situation == SITUATION_QUESTION ||
	       situation == SITUATION_VALUE || situation == SITUATION_COMPLETE ||
	       situation == SITUATION_DONE;
}

static u32 choose_keys(const struct key_row *chosen[], u32 nr,
		       enum situation situation, const struct view *view,
		       const char *pane)
{
	u32 i, c;

	for (i = 0; i < nr_key_rows && nr < FOOTER_KEYS; i++) {
		const struct key_row *key = &key_rows[i];

		if (key->action == ACTION_HELP ||
		    !matters(key, situation, view, pane))
			continue;
		for (c = 0; c < nr && chosen[c] != key; c++)
			;
		if (c == nr)
			chosen[nr++] = key;
	}
	return nr;
}

static const struct key_row *help_key(enum situation situation)
{
	u32 i;

	for (i = 0; i < nr_key_rows; i++)
		if (key_rows[i].action == ACTION_HELP &&
		    (key_rows[i].matters & 1u << situation))
			return &key_rows[i];
	return NULL;
}

/* Three keys, or as many as fit, and always the one that tells all others; the
 * column behind. */
static u32 paint_keys(const struct canvas *row, u32 x, const struct view *view,
		      const char *pane)
{
	const struct key_row *help = help_key(view->situation);
	const struct key_row *chosen[FOOTER_KEYS];
	u32 i, nr = choose_keys(chosen, 0, view->situation, view, pane);
	u32 width = x + (help ? key_width(help) : 0);

	if (has_room(view->situation))
		nr = choose_keys(chosen, nr, SITUATION_READY, view, pane);
	for (i = 0; i < nr; i++) {
		width += key_width(chosen[i]);
		if (width <= row->width || !i)
			x = paint_key(row, x, chosen[i]);
	}
	return help ? paint_key(row, x, help) : x;
}

static u32 keys_width(const struct canvas *row, const struct view *view,
		      const char *pane)
{
	struct canvas nowhere = *row;

	nowhere.height = 0;
	return paint_keys(&nowhere, 0, view, pane);
}

/* A message too long for the keys' row stands above it, whole; but never over
 * the line that is being typed: there it is cut, or left away if it is an error,
 * which the console above has whole. */
static void paint_message(const struct canvas *screen, const struct canvas *row,
			  const struct view *view, u32 keys)
{
	const enum role role = view->bad ? ROLE_BAD : ROLE_BAR_STRONG;
	const u32 bottom = screen->height - (keys > 0);
	struct canvas text = canvas_part(screen, 1, 0, screen->width - 2,
					 bottom);
	const u32 rows = canvas_wrap(&text, 0, 0, role, view->message, false);
	u32 y;

	if (view->situation == SITUATION_CONSOLE && view->bad)
		return;
	if (view->situation == SITUATION_CONSOLE || rows > bottom / 2) {
		clear_row(row, 0, ROLE_BAR);
		canvas_printf(row, 0, 0, role, " %s ", view->message);
		return;
	}
	for (y = bottom - rows; y < bottom; y++)
		clear_row(screen, y, role);
	canvas_wrap(&text, 0, bottom - rows, role, view->message, true);
}

void frame_bottom(const struct canvas *screen, const struct view *view,
		  const char *pane)
{
	const struct canvas row = canvas_part(screen, 0, screen->height - 1,
					      screen->width, 1);
	const u32 keys = keys_width(&row, view, pane);
	const u32 message = text_columns(view->message, strlen(view->message));
	u32 x = 0;

	clear_row(&row, 0, ROLE_BAR);
	if (message && message + 2 + keys <= row.width)
		x = canvas_printf(&row, 0, 0, view->bad ? ROLE_BAD :
				  ROLE_BAR_STRONG, " %s ", view->message);
	paint_keys(&row, x, view, pane);
	if (message && !x)
		paint_message(screen, &row, view, keys);
}

void frame_too_small(const struct canvas *screen)
{
	canvas_printf(screen, 0, 0, ROLE_STRONG, "terminal too small");
	canvas_printf(screen, 0, 1, ROLE_TEXT, "%ux%u, wanted %ux%u",
		      screen->width, screen->height, LAYOUT_MIN_WIDTH,
		      LAYOUT_MIN_HEIGHT);
	canvas_printf(screen, 0, 2, ROLE_TEXT, "q quits");
}
