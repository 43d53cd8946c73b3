/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of facts: see facts.h.
 */
#include "views/facts.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define WORD_MAX 512u			/* bytes of a part */
#define PRINT_WIDTH 400u		/* columns of a printed row */
#define SIGN_COLUMNS 2u			/* before a marked word */
#define CONTINUED 4u			/* a broken row goes on further in */

void facts_begin(struct facts *facts, struct machine *m, u32 width, u32 focus)
{
	facts->m = m;
	facts->width = width;
	facts->focus = focus;
	facts->nr_rows = facts->nr_parts = facts->used = 0;
	facts->active = 0;
	facts->failed = false;
}

void facts_free(struct facts *facts)
{
	free(facts->row);
	free(facts->part);
	free(facts->text);
	*facts = (struct facts){ 0 };
}

/* Room for @more elements after @nr of them; NULL: there is none. */
static void *grown(struct facts *facts, void *memory, u32 nr, u32 more,
		   u32 *max, size_t size)
{
	u32 wanted = *max ? *max : 64;
	void *bigger;

	while (wanted < nr + more)
		wanted *= 2;
	if (wanted == *max)
		return memory;
	bigger = realloc(memory, wanted * size);
	if (!bigger) {
		facts->failed = true;
		return memory;
	}
	*max = wanted;
	return bigger;
}

static struct fact_row *new_row(struct facts *facts, u32 indent, u64 id)
{
	struct fact_row *row;

	facts->row = grown(facts, facts->row, facts->nr_rows, 1,
			   &facts->max_rows, sizeof(*row));
	if (facts->failed)
		return NULL;
	row = &facts->row[facts->nr_rows++];
	*row = (struct fact_row){ .id = id, .first = facts->nr_parts };
	facts->x = facts->least = facts->indent = indent;
	return row;
}

void facts_row(struct facts *facts, u32 indent, u64 id, const char *command,
	       ...)
{
	struct fact_row *row = new_row(facts, indent, id);
	va_list args;

	if (!row)
		return;
	if (!command) {
		if (facts->nr_rows > 1)
			memcpy(row->command, row[-1].command,
			       sizeof(row->command));
		return;
	}
	va_start(args, command);
	vsnprintf(row->command, sizeof(row->command), command, args);
	va_end(args);
}

void facts_choice(struct facts *facts, u64 choice)
{
	if (facts->nr_rows)
		facts->row[facts->nr_rows - 1].choice = choice;
}

/* The row is full: another one that belongs to it. */
static void break_row(struct facts *facts)
{
	const struct fact_row *last = &facts->row[facts->nr_rows - 1];
	const u32 indent = facts->indent;
	const u64 choice = last->choice;
	const bool head = last->head;
	const u64 id = last->id;

	facts_row(facts, indent + CONTINUED, id + 1, NULL);
	if (facts->failed)
		return;
	facts->row[facts->nr_rows - 1].head = head;
	facts->row[facts->nr_rows - 1].choice = choice;
	facts->indent = indent;
}

static struct fact_part *new_part(struct facts *facts, u32 columns)
{
	struct fact_part *part;

	if (facts->failed || !facts->nr_rows)
		return NULL;
	if (facts->x + columns > facts->width &&
	    facts->x > facts->indent + CONTINUED)
		break_row(facts);
	facts->part = grown(facts, facts->part, facts->nr_parts, 1,
			    &facts->max_parts, sizeof(*part));
	if (facts->failed)
		return NULL;
	part = &facts->part[facts->nr_parts++];
	*part = (struct fact_part){ .x = facts->x };
	facts->row[facts->nr_rows - 1].nr++;
	facts->x += columns + 1;
	facts->least = facts->x;
	return part;
}

static struct fact_part *add(struct facts *facts, enum role role,
			     const char *text, size_t len, u32 sign)
{
	struct fact_part *part = new_part(facts, text_columns(text, len) +
					  sign);

	facts->text = grown(facts, facts->text, facts->used, (u32)len + 1,
			    &facts->max_text, 1);
	if (!part || facts->failed)
		return NULL;
	part->role = role;
	part->at = facts->used;
	part->len = (u32)len;
	memcpy(facts->text + facts->used, text, len);
	facts->text[facts->used + len] = '\0';
	facts->used += (u32)len + 1;
	return part;
}

void facts_word(struct facts *facts, enum role role, const char *format, ...)
{
	char text[WORD_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	add(facts, role, text, strlen(text), 0);
}

void facts_value(struct facts *facts, enum role role, u64 key,
		 const char *format, ...)
{
	struct fact_part *part;
	char text[WORD_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	part = add(facts, role, text, strlen(text), 0);
	if (!part)
		return;
	part->value = true;
	part->key = key;
	facts->least = facts->x;	/* behind the mark */
	facts->x++;
}

void facts_marked(struct facts *facts, enum role role, enum glyph glyph,
		  const char *text)
{
	struct fact_part *part = add(facts, role, text, strlen(text),
				     SIGN_COLUMNS);

	if (!part)
		return;
	part->marked = true;
	part->glyph = glyph;
}

void facts_here(struct facts *facts, const char *text)
{
	facts->x -= facts->x < SIGN_COLUMNS ? facts->x : SIGN_COLUMNS;
	facts_marked(facts, ROLE_CURRENT, GLYPH_HERE, text);
}

void facts_stage(struct facts *facts, u64 key, const char *text)
{
	const u32 before = facts->nr_parts;
	struct fact_part *part;

	facts_marked(facts, ROLE_CURRENT, GLYPH_HERE, text);
	if (facts->nr_parts == before)
		return;
	part = &facts->part[facts->nr_parts - 1];
	part->value = true;
	part->key = key;
	facts->least = facts->x;
	facts->x++;
}

void facts_sentence(struct facts *facts, enum role role, const char *format,
		    ...)
{
	char text[WORD_MAX];
	const char *at = text;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	while (*at) {
		size_t len = strcspn(at, " ");

		add(facts, role, at, len, 0);
		at += len + (at[len] == ' ');
	}
}

void facts_column(struct facts *facts, u32 column)
{
	facts->x = facts->least > column ? facts->least : column;
}

void facts_more(struct facts *facts, const char *command)
{
	facts_row(facts, 4, memo_key("more", facts->nr_rows), "%s", command);
	facts_word(facts, ROLE_DIM, "... and more: the first %u stand here",
		   FACTS_MOST);
}

/* --- showing ------------------------------------------------------------------- */

static void paint_part(const struct facts *facts, const struct fact_part *part,
		       const struct view *view, const struct canvas *canvas,
		       u32 y)
{
	const char *text = facts->text + part->at;
	u32 x = part->x;
	bool changed;

	if (part->marked) {
		canvas_glyph(canvas, x, y, part->role, part->glyph);
		x += SIGN_COLUMNS;
	}
	changed = part->value && view &&
		  memo_changed(view->memo, part->key,
			       memo_hash(text, part->len));
	x = canvas_ntext(canvas, x, y, changed ? ROLE_CHANGED :
			 part->role, text, part->len);
	if (changed)
		canvas_glyph(canvas, x, y, ROLE_CHANGED, GLYPH_CHANGED);
}

void facts_paint(const struct facts *facts, u32 i, const struct view *view,
		 const struct canvas *canvas, u32 y)
{
	const struct fact_row *row = &facts->row[i];
	u32 part;

	for (part = row->first; part < row->first + row->nr; part++)
		paint_part(facts, &facts->part[part], view, canvas, y);
}

const char *facts_text(const struct facts *facts, u32 i, char *buf,
		       size_t size)
{
	const struct fact_row *row = &facts->row[i];
	size_t at = 0;
	u32 part;

	buf[0] = '\0';
	for (part = row->first; part < row->first + row->nr && at < size;
	     part++)
		at += (size_t)snprintf(buf + at, size - at, "%s ",
				       facts->text + facts->part[part].at);
	return buf;
}

void facts_print(const struct facts *facts, FILE *file)
{
	struct grid grid = { 0 };
	struct canvas canvas;
	u32 i;

	if (!grid_resize(&grid, PRINT_WIDTH, 1))
		return;
	canvas = canvas_of(&grid, true);
	for (i = 0; i < facts->nr_rows; i++) {
		grid_clear(&grid);
		facts_paint(facts, i, NULL, &canvas, 0);
		grid_print(&grid, file);
	}
	grid_free(&grid);
}
