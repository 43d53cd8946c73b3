/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts about the machine as rows of parts, for a pane and for `show` alike.
 *
 *	row  | "blocked " | "SIGUSR1"       |   parts: words, and values that
 *	     |  label     |  value, key 77  |   are marked when they change
 *	     '-- id: which fact this is, wherever it stands
 *	     '-- command: what Enter executes
 *
 * A collector appends rows for a given width and never looks at what becomes of
 * them; rows_pane.c paints them into a pane, facts_print() into a file.  After
 * each value a column is kept for the mark.
 */
#ifndef VIEWS_FACTS_H
#define VIEWS_FACTS_H

#include "views/view.h"

#define FACT_COMMAND_MAX 80
#define FACTS_MOST 200u			/* elements of a list that are told */

struct fact_part {
	enum role role;
	bool value;			/* a value: marked if it changes */
	u64 key;			/* ... whose name on the screen this is */
	u32 x;				/* its column */
	u32 at, len;			/* its bytes of facts->text */
	bool marked;			/* ... after a glyph and a blank */
	enum glyph glyph;
};

struct fact_row {
	u64 id;
	u32 first, nr;			/* its parts */
	bool head;			/* stays on top while others scroll */
	u64 choice;			/* what Enter makes the pane follow, as
					 * the pane numbers it; 0: nothing */
	char command[FACT_COMMAND_MAX];	/* "why p1 SIGALRM"; "": nothing */
};

struct facts {
	struct machine *m;
	u32 width, focus;		/* columns; the focused CPU */
	struct fact_row *row;
	struct fact_part *part;
	char *text;
	u32 nr_rows, max_rows, nr_parts, max_parts, used, max_text;
	u32 x, least, indent;		/* where the next part goes, or may */
	u64 active;			/* id of the row where things happen */
	bool failed;			/* no memory: rows are missing */
};

/* Forget the rows; state_use() is done. */
void facts_begin(struct facts *facts, struct machine *m, u32 width, u32 focus);
void facts_free(struct facts *facts);

/* A new row, from column @indent on.  @command: see above; NULL: that of the
 * row before. */
void facts_row(struct facts *facts, u32 indent, u64 id, const char *command,
	       ...) __attribute__((format(printf, 4, 5)));

/* The row, and those it is broken into, can be followed. */
void facts_choice(struct facts *facts, u64 choice);

/* Words; a value; a free column follows, after a value two.  What does not fit into the row
 * any more begins another one, four columns further in, like it. */
void facts_word(struct facts *facts, enum role role, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void facts_value(struct facts *facts, enum role role, u64 key,
		 const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* A word with a sign before it. */
void facts_marked(struct facts *facts, enum role role, enum glyph glyph,
		  const char *text);
/* Here we are: a word two columns further left, behind a sign; a stage, whose
 * change is marked like a value's. */
void facts_here(struct facts *facts, const char *text);
void facts_stage(struct facts *facts, u64 key, const char *text);

/* The same, word after word, broken where they do not fit. */
void facts_sentence(struct facts *facts, enum role role, const char *format,
		    ...) __attribute__((format(printf, 3, 4)));

/* "... and more": a list is longer than FACTS_MOST; @command shows all. */
void facts_more(struct facts *facts, const char *command);

/* Go on at @column, or where the row is if that is further. */
void facts_column(struct facts *facts, u32 column);

/* Paint row @i at @y; @view NULL: nothing is marked. */
void facts_paint(const struct facts *facts, u32 i, const struct view *view,
		 const struct canvas *canvas, u32 y);

/* The words of a row, for searching; at most @size bytes. */
const char *facts_text(const struct facts *facts, u32 i, char *buf,
		       size_t size);

/* All rows as text. */
void facts_print(const struct facts *facts, FILE *file);

#endif
