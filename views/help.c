/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Help: see help.h.  The lines are walked twice, once to count and once to
 * paint, so that nothing needs to be stored.
 */
#include "views/help.h"

#include <string.h>

#include "views/key.h"

#define KEY_WIDTH 14u			/* columns for the names of keys */

struct writer {
	const struct view *view;
	const struct canvas *canvas;	/* NULL: only count */
	u32 width;
	u64 line, top;
};

/* Is the writer's line to be seen?  *y receives its row.  Counts it. */
static bool begin_line(struct writer *w, u32 *y)
{
	const u64 line = w->line++;

	if (!w->canvas || line < w->top ||
	    line - w->top >= w->canvas->height)
		return false;
	*y = (u32)(line - w->top);
	return true;
}

static void heading(struct writer *w, const char *text)
{
	u32 y;

	if (w->line)
		begin_line(w, &y);
	if (begin_line(w, &y))
		canvas_text(w->canvas, 1, y, ROLE_STRONG, text);
}

/* Text beside the key whose line has begun, in as many lines as it needs.  Rows
 * above the canvas have numbers beyond it: nothing is drawn there. */
static void wrapped(struct writer *w, enum role role, const char *text)
{
	const u32 width = w->width > KEY_WIDTH + 15 ? w->width - KEY_WIDTH : 15;
	const struct canvas nowhere = { .width = width };
	const u32 first = (u32)(w->line - 1 - w->top);
	struct canvas right;

	w->line += canvas_wrap(&nowhere, 0, 0, role, text, false) - 1;
	if (!w->canvas)
		return;
	right = canvas_part(w->canvas, KEY_WIDTH, 0, width, w->canvas->height);
	canvas_wrap(&right, 0, first, role, text, true);
}

/* "hold cpu @": @ is the focused CPU. */
static void command_text(const struct view *view, const char *text, char *buf,
			 size_t size)
{
	const char *at = strchr(text, '@');

	if (at)
		snprintf(buf, size, " (%.*s%u%s)", (int)(at - text), text,
			 view->focus, at + 1);
	else
		snprintf(buf, size, " (%s)", text);
}

static void key_line(struct writer *w, const struct key_row *row)
{
	const char *why = key_disabled(row, w->view);
	char text[400], command[80] = "", name[16];
	u32 y;

	if (begin_line(w, &y))
		canvas_printf(w->canvas, 3, y, why ? ROLE_DIM : ROLE_STRONG,
			      "%-10s", keycode_name(row->key, name));
	if (row->action == ACTION_COMMAND)
		command_text(w->view, row->text, command, sizeof(command));
	snprintf(text, sizeof(text), "%s%s%s%s",
		 row->help, command,
		 why ? " - not now: " : "", why ? why : "");
	wrapped(w, why ? ROLE_DIM : ROLE_TEXT, text);
}

static void pane_line(struct writer *w, const struct pane_type *type)
{
	u32 y;

	if (begin_line(w, &y))
		canvas_printf(w->canvas, 3, y, ROLE_STRONG, "%c %-8s",
			      type->key, type->name);
	wrapped(w, ROLE_TEXT, type->question);
}

static void key_group(struct writer *w, const char *pane, bool typing)
{
	u32 i;

	for (i = 0; i < nr_key_rows; i++) {
		const struct key_row *row = &key_rows[i];

		if ((pane ? !row->pane || strcmp(row->pane, pane) :
			    row->pane != NULL) ||
		    (row->when != KEY_ALWAYS &&
		     typing != (row->when == KEY_TYPING)))
			continue;
		if (!*row->label && key_disabled(row, w->view))
			continue;	/* the first of its kind says why */
		key_line(w, row);
	}
}

static void write_all(struct writer *w, const char *pane)
{
	const bool typing = !strcmp(pane, "console");
	bool own = false;
	char text[100];
	u32 i, y;

	for (i = 0; i < nr_key_rows; i++)
		own |= key_rows[i].pane && !strcmp(key_rows[i].pane, pane);
	if (own) {
		snprintf(text, sizeof(text), "Keys of this pane (%s)", pane);
		heading(w, text);
		key_group(w, pane, typing);
	}
	heading(w, typing ? "Keys while you type" :
			    "Keys (lower case forwards, capital backwards)");
	key_group(w, NULL, typing);
	heading(w, "Panes: their number brings them here");
	for (i = 0; i < nr_pane_types; i++)
		pane_line(w, pane_types[i]);
	heading(w, "More");
	if (begin_line(w, &y))
		canvas_text(w->canvas, 3, y, ROLE_STRONG, ":help");
	wrapped(w, ROLE_TEXT, "lists all commands; help NAME tells about a "
		"command, call, function or topic");
}

u32 help_lines(const struct view *view, const char *pane, u32 width)
{
	struct writer w = { view, NULL, width, 0, 0 };

	write_all(&w, pane);
	return (u32)w.line;
}

void help_paint(const struct view *view, const char *pane,
		const struct list_view *list, const struct canvas *canvas)
{
	struct writer w = { view, canvas, canvas->width, 0, list->top };
	u32 x = canvas->width - 12;

	write_all(&w, pane);
	if (canvas->width < 40)
		return;
	if (list->top)
		canvas_glyph(canvas, canvas->width - 2, 0, ROLE_STRONG, GLYPH_UP);
	if (w.line > list->top + canvas->height) {
		x = canvas_text(canvas, x, canvas->height - 1, ROLE_STRONG,
				" Down: more");
		canvas_glyph(canvas, x, canvas->height - 1, ROLE_STRONG,
			     GLYPH_DOWN);
	}
}
