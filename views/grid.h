/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screen as a grid of cells, and canvases to paint on it.
 *
 *	grid     the whole screen: rows of cells, each a character and a role
 *	canvas   a rectangle of it that a pane owns; what falls outside is cut
 *
 * A pane says *what* a cell is (its role: a title, a changed value, the current
 * line); the theme says what that looks like.  Nothing here knows a terminal:
 * terminal.c sends a grid to ncurses, grid_print() writes it as text, so every
 * screen can be tested without a terminal.
 */
#ifndef VIEWS_GRID_H
#define VIEWS_GRID_H

#include <stdbool.h>
#include <stdio.h>

#include "machine/types.h"

/* What a cell means.  Themes have a row for each (theme.c). */
enum role {
	ROLE_TEXT,
	ROLE_DIM,			/* less important: labels, units */
	ROLE_STRONG,
	ROLE_TITLE,			/* title of a pane */
	ROLE_TITLE_FOCUS,		/* ... that has the keys */
	ROLE_BAR,			/* first and last line of the screen */
	ROLE_BAR_STRONG,
	ROLE_KEY,			/* a key in the last line */
	ROLE_CHANGED,			/* differs from before the last move */
	ROLE_CURRENT,			/* what the focused CPU does next */
	ROLE_CURRENT_OTHER,		/* what another CPU does next */
	ROLE_CURSOR,			/* the row or cell under the cursor */
	ROLE_BREAK,			/* a breakpoint */
	ROLE_COMMENT,
	ROLE_KEYWORD,
	ROLE_IDLE,			/* contexts of a CPU */
	ROLE_TASK,
	ROLE_USER,
	ROLE_SOFTIRQ,
	ROLE_HARDIRQ,
	ROLE_HAND,			/* the wheel's clock hand, "now" */
	ROLE_PENDING,			/* a bucket with timers, an armed timer */
	ROLE_GOOD,			/* reached, held, right */
	ROLE_BAD,			/* an error, an Oops, wrong */
	ROLE_MATCH,			/* found by a search */
	ROLE_NR,
};

struct cell {
	u32 ch;				/* Unicode; 0: right half of a wide one */
	u32 role;
};

struct grid {
	u32 width, height;
	struct cell *cell;		/* row after row */
	s32 cursor_x, cursor_y;		/* of the terminal; -1: hidden */
};

/* Signs that panes draw with: UTF-8, or ASCII where that is asked for. */
enum glyph {
	GLYPH_HLINE, GLYPH_VLINE, GLYPH_CROSS,
	GLYPH_CHANGED,			/* after a value that has changed */
	GLYPH_HERE,			/* the current line */
	GLYPH_BREAK,
	GLYPH_HAND,			/* the clock hand points here */
	GLYPH_EMPTY,			/* a bucket without timers */
	GLYPH_NOW,			/* the present, in a column */
	GLYPH_ARMED, GLYPH_FIRED, GLYPH_CANCELLED, GLYPH_DUE,
	GLYPH_WAITS,			/* a signal, to be taken */
	GLYPH_UP, GLYPH_DOWN,		/* more above, below */
	GLYPH_CLOSED, GLYPH_OPEN,	/* a node of a tree */
	GLYPH_DONE, GLYPH_TODO,		/* a goal */
	GLYPH_ELLIPSIS, GLYPH_BULLET,
	GLYPH_ABOVE, GLYPH_BELOW,	/* a branch of a tree begins */
	GLYPH_ABOVE_RIGHT,
	GLYPH_NR,
};

struct canvas {
	struct grid *grid;
	u32 x, y;			/* its corner in the grid */
	u32 width, height;
	bool ascii;
};

/* All blank.  False without memory: the grid is as it was. */
bool grid_resize(struct grid *grid, u32 width, u32 height);
void grid_clear(struct grid *grid);
void grid_free(struct grid *grid);

/* Write the rows as UTF-8, trailing blanks cut. */
void grid_print(const struct grid *grid, FILE *file);

struct canvas canvas_of(struct grid *grid, bool ascii);
/* A part of @canvas, cut to what fits. */
struct canvas canvas_part(const struct canvas *canvas, u32 x, u32 y, u32 width,
			  u32 height);

/* One character; returns the columns it takes (0, 1 or 2).  Outside: nothing
 * is drawn. */
u32 canvas_put(const struct canvas *canvas, u32 x, u32 y, enum role role,
	       u32 ch);
u32 canvas_glyph(const struct canvas *canvas, u32 x, u32 y, enum role role,
		 enum glyph glyph);

/* UTF-8 text on one row from @x on, tabs to every fourth column; returns the
 * column after it.  Control characters become '?'. */
u32 canvas_text(const struct canvas *canvas, u32 x, u32 y, enum role role,
		const char *text);
u32 canvas_ntext(const struct canvas *canvas, u32 x, u32 y, enum role role,
		 const char *text, size_t len);
u32 canvas_printf(const struct canvas *canvas, u32 x, u32 y, enum role role,
		  const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* Paragraphs of UTF-8 text, broken at blanks, from row @y on; returns the row
 * after them.  With @draw false it only counts. */
u32 canvas_wrap(const struct canvas *canvas, u32 x, u32 y, enum role role,
		const char *text, bool draw);

/* Give @width cells of a row another role, or fill them. */
void canvas_role(const struct canvas *canvas, u32 x, u32 y, u32 width,
		 enum role role);
void canvas_fill(const struct canvas *canvas, u32 x, u32 y, u32 width,
		 enum role role, enum glyph glyph);

/* Columns that a text takes. */
u32 text_columns(const char *text, size_t len);
/* The next character of UTF-8 @text; *len receives its bytes (1 for what is
 * not UTF-8, which reads as '?'). */
u32 text_decode(const char *text, size_t max, size_t *len);
u32 char_columns(u32 ch);
/* The bytes of @ch in UTF-8 (at most 4) into @buf; returns how many. */
size_t text_encode(u32 ch, char *buf);

#endif
