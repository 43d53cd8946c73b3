/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The console pane: what commands printed, and the line being typed below it.
 *
 * Its state is how far it is scrolled back, in lines; 0 shows the newest.
 */
#include <string.h>

#include "views/pane.h"

struct console {
	u32 back;			/* lines scrolled back */
	u32 height;			/* of the last painting */
};

/* Does a word begin here that wants the next row? */
static bool breaks_before(const char *line, const char *at, u32 x, u32 width)
{
	u32 columns;

	if (*at == ' ' || !x || (at > line && at[-1] != ' '))
		return false;
	columns = text_columns(at, strcspn(at, " \t"));
	return x + columns > width && columns <= width;
}

/* One line from row @y on, which may lie above the canvas, broken between words
 * or, where one is longer than a row, at the edge; the number of its rows. */
static u32 lay_line(const struct canvas *canvas, s64 y, const char *line,
		    bool draw)
{
	const char *at;
	u32 rows = 1;
	u32 x = 0;
	size_t n;

	for (at = line; *at; at += n) {
		const u32 ch = text_decode(at, strlen(at), &n);
		const u32 columns = ch == '\t' ? 8 - x % 8 : char_columns(ch);

		if (ch == ' ' && x >= canvas->width)
			continue;
		if (x + columns > canvas->width ||
		    breaks_before(line, at, x, canvas->width)) {
			x = 0;
			y++;
			rows++;
		}
		if (draw && y >= 0 && ch != '\t')
			canvas_put(canvas, x, (u32)y, ROLE_TEXT, ch);
		x += columns;
	}
	return rows;
}

static void paint_past(const struct console *console, const struct view *view,
		       const struct canvas *canvas)
{
	const struct view_console *text = &view->console;
	s64 y = canvas->height;
	u32 i = text->nr_lines > console->back ?
		text->nr_lines - console->back : 0;

	while (i > 0 && y > 0) {
		i--;
		y -= lay_line(canvas, 0, text->line[i], false);
		lay_line(canvas, y, text->line[i], true);
	}
	if (!text->nr_lines)
		canvas_text(canvas, 0, canvas->height - 1, ROLE_DIM,
			    view->lesson.title ?
			    "Type what the lesson asks for; `help` tells more" :
			    "Type a command, for example: add_timer t1 +10j");
}

/* Prompt and input; where they are too long, the part before the cursor. */
static void paint_input(const struct view *view, const struct canvas *canvas)
{
	const struct view_console *text = &view->console;
	const u32 prompt = text_columns(text->prompt, strlen(text->prompt));
	const u32 before = text_columns(text->input, text->point);
	const u32 room = canvas->width > prompt + 1 ?
			 canvas->width - prompt - 1 : 1;
	const char *from = text->input;
	u32 point = before;
	size_t n;
	u32 x;

	while (point >= room) {
		point -= char_columns(text_decode(from, strlen(from), &n));
		from += n;
	}
	x = canvas_text(canvas, 0, 0, ROLE_STRONG, text->prompt);
	canvas_text(canvas, x, 0, ROLE_TEXT, from);
	if (view->situation == SITUATION_CONSOLE) {
		canvas->grid->cursor_x = (s32)(canvas->x + x + point);
		canvas->grid->cursor_y = (s32)canvas->y;
	}
}

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	struct console *console = state;
	const struct canvas past = canvas_part(canvas, 0, 0, canvas->width,
					       canvas->height - 1);
	const struct canvas input = canvas_part(canvas, 0, canvas->height - 1,
						canvas->width, 1);

	console->height = past.height;
	if (console->back > view->console.nr_lines)
		console->back = view->console.nr_lines;
	if (past.height)
		paint_past(console, view, &past);
	paint_input(view, &input);
}

static void title(void *state, const struct view *view, char *buf, size_t size)
{
	const struct console *console = state;

	buf[0] = '\0';
	if (console->back)
		snprintf(buf, size, "%u line%s back, PgDn comes forward",
			 console->back, console->back == 1 ? "" : "s");
	else if (view->situation != SITUATION_CONSOLE)
		snprintf(buf, size, ": types a command");
}

static bool act(void *state, const struct view *view, enum action action,
		const char *text, struct reply *reply)
{
	struct console *console = state;
	const u32 page = console->height > 1 ? console->height - 1 : 1;
	const u32 most = view->console.nr_lines > page ?
			 view->console.nr_lines - page : 0;

	(void)text;
	(void)reply;
	switch (action) {
	case ACTION_PAGE_UP:
		console->back += page;
		break;
	case ACTION_PAGE_DOWN:
		console->back -= console->back < page ? console->back : page;
		break;
	case ACTION_HOME:
		console->back = most;
		break;
	case ACTION_END:
	case ACTION_FOLLOW:
		console->back = 0;
		break;
	default:
		return false;
	}
	if (console->back > most)
		console->back = most;
	return true;
}

extern const struct pane_type pane_console;
const struct pane_type pane_console = {
	.name = "console", .key = '8',
	.question = "What did commands print, and what do I type?",
	.size = sizeof(struct console),
	.paint = paint, .title = title, .act = act,
};
