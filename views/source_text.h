/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text in the source pane, line by line: a stepped source file, or the body
 * of a callback or task that a script wrote.
 *
 *	file   its lines as they stand in the source, numbered from 1
 *	body   a line a statement, as many as there are, with the numbers they
 *	       have in the script (0: typed), indented by the blocks around them
 */
#ifndef VIEWS_SOURCE_TEXT_H
#define VIEWS_SOURCE_TEXT_H

#include "machine/machine.h"
#include "views/grid.h"

enum source_kind { SOURCE_NONE, SOURCE_FILE, SOURCE_BODY };

struct source_line {
	const char *text;
	u32 len;
	u32 number;			/* 0: none */
	u32 indent;			/* columns before the text */
	bool comment;			/* begins inside a comment */
};

struct source_text {
	enum source_kind kind;
	u32 id;				/* of the file, of the program */
	u32 nr, max;
	struct source_line *line;
};

/* Where a CPU or a frame stands. */
struct source_place {
	enum source_kind kind;
	u32 id;
	u32 line;			/* index: 0 .. nr - 1 */
};

/* False: it has no frame (not started), or one that leads nowhere. */
bool source_place_of(const struct machine *m, const struct step_frame *frame,
		     struct source_place *place);

/* Read a text; a file's lines are read once, a body's each time.  False: there
 * is no such text, or no memory; *text is then empty. */
bool source_text_open(struct source_text *text, const struct machine *m,
		      enum source_kind kind, u32 id);
void source_text_free(struct source_text *text);

/* "core/linux/wheel.c" is shown as "wheel.c", a body as "t1_fn {}". */
const char *source_text_name(const struct source_text *text,
			     const struct machine *m, char *buf, size_t size);

/* The function that the line belongs to, 0 for none. */
u32 source_text_func(const struct source_text *text, u32 line);

/* The first statement on the line or after it in the same file, 0: none. */
u32 source_text_stmt(const struct source_text *text, u32 line);

/* The C function whose name is called first on this line, 0: none. */
u32 source_text_callee(const struct source_line *line);

/* Does the line contain @what?  Case matters only for capitals' sake. */
bool source_line_match(const struct source_line *line, const char *what);

/* Paint a line from column @x on, the first @shift columns cut off: comments,
 * keywords and what matches @what in their roles, the rest in @role. */
void source_line_paint(const struct canvas *canvas, u32 x, u32 y,
		       enum role role, const struct source_line *line,
		       u32 shift, const char *what);

#endif
